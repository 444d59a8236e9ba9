package dev.flipper.store.jpa;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The connection of PostgreSQL's driver behind the one of a pool or a server.
 *
 * @param connection the driver's
 * @param type its interface, which the application may not see
 */
record DriverConnection(Object connection, Class<?> type) {

    private static final String TYPE = "org.postgresql.PGConnection";

    static DriverConnection find(Connection connection) throws SQLException {
        List<Object> candidates = candidates(connection);
        for (Object candidate : candidates) {
            Class<?> type = implemented(candidate.getClass());
            if (type != null) {
                return new DriverConnection(candidate, type);
            }
        }
        for (ClassLoader loader : loaders(candidates)) {
            Object driver = unwrapped(connection, loader);
            Class<?> type = driver == null ? null : implemented(driver.getClass());
            if (driver != null && type != null) {
                return new DriverConnection(driver, type);
            }
        }
        throw new SQLException("there is no " + TYPE + " behind the connection, a "
                + connection.getClass().getName());
    }

    /** What may be the driver's connection, or is at least of its class loader. */
    private static List<Object> candidates(Connection connection) {
        List<Object> candidates = new ArrayList<>(List.of(connection));
        add(candidates, () -> connection.unwrap(Connection.class));
        add(candidates, () -> connection.getMetaData().getConnection());
        // WildFly's, and older pools'.
        add(
                candidates,
                () -> connection.getClass().getMethod("getUnderlyingConnection").invoke(connection));
        add(candidates, connection::getMetaData);
        return candidates;
    }

    @FunctionalInterface
    private interface Finding {
        @Nullable
        Object find() throws Exception;
    }

    @SuppressWarnings("EmptyCatch")
    private static void add(List<Object> candidates, Finding finding) {
        try {
            Object found = finding.find();
            if (found != null) {
                candidates.add(found);
            }
        } catch (Exception | LinkageError e) {
            // This way does not lead there; there are others.
        }
    }

    /** Finds the interface without loading a class. */
    private static @Nullable Class<?> implemented(@Nullable Class<?> type) {
        if (type == null || type.getName().equals(TYPE)) {
            return type;
        }
        Class<?> found = implemented(type.getSuperclass());
        for (Class<?> next : type.getInterfaces()) {
            found = found == null ? implemented(next) : found;
        }
        return found;
    }

    private static Set<ClassLoader> loaders(List<Object> candidates) {
        Set<ClassLoader> loaders = new LinkedHashSet<>();
        loaders.add(Thread.currentThread().getContextClassLoader());
        loaders.add(DriverConnection.class.getClassLoader());
        candidates.forEach(candidate -> loaders.add(candidate.getClass().getClassLoader()));
        loaders.removeIf(Objects::isNull);
        return loaders;
    }

    private static @Nullable Object unwrapped(Connection connection, ClassLoader loader) {
        List<Object> found = new ArrayList<>();
        add(found, () -> connection.unwrap(Class.forName(TYPE, false, loader)));
        return found.isEmpty() ? null : found.get(0);
    }
}
