package dev.flipper.store.jpa;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What PostgreSQL's driver hears on a connection. By reflection: in a server the driver is a module that an application
 * does not see.
 */
final class PostgresNotifications {

    private final Object connection;
    private final Method getNotifications;

    private PostgresNotifications(Object connection, Class<?> type) throws SQLException {
        this.connection = connection;
        try {
            getNotifications = type.getMethod("getNotifications", int.class);
        } catch (NoSuchMethodException e) {
            throw new SQLException("the driver is older than 42", e);
        }
    }

    /**
     * Finds the driver's connection in what a pool or a server gives.
     *
     * @throws SQLException if it is not PostgreSQL's own driver, or is hidden
     */
    static PostgresNotifications of(Connection connection) throws SQLException {
        DriverConnection found = DriverConnection.find(connection);
        return new PostgresNotifications(found.connection(), found.type());
    }

    /** Waits for notifications for a limited time, and gives what they carry. */
    List<String> next(String channel, Duration wait) throws SQLException {
        Object[] received = (Object[]) call(getNotifications, connection, (int) Math.max(1, wait.toMillis()));
        List<String> carried = new ArrayList<>();
        for (Object notification : received == null ? new Object[0] : received) {
            if (channel.equals(text(notification, "getName"))) {
                carried.add(text(notification, "getParameter"));
            }
        }
        return carried;
    }

    /** By the interface's method, as the class is not public. */
    private String text(Object notification, String method) throws SQLException {
        try {
            Class<?> type = getNotifications.getReturnType().getComponentType();
            return (String) Objects.requireNonNull(call(type.getMethod(method), notification));
        } catch (NoSuchMethodException e) {
            throw new SQLException("the driver is older than 42", e);
        }
    }

    private static @Nullable Object call(Method method, Object target, Object... arguments) throws SQLException {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause() instanceof SQLException failure ? failure : new SQLException(e.getCause());
        } catch (IllegalAccessException e) {
            throw new SQLException("the driver's module hides " + method, e);
        }
    }
}
