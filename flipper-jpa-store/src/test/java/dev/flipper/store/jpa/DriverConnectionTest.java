package dev.flipper.store.jpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.flipper.store.testing.LoggedLines;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.URL;
import java.net.URLClassLoader;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.Driver;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Properties;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;

/** Finds the driver's connection where the driver is a module of the server's that the application does not see. */
class DriverConnectionTest extends WatchFixture {

    private Connection connection;

    /** What a server's connection answers of its own accord. */
    public interface Underlying {
        Connection getUnderlyingConnection();
    }

    @BeforeEach
    void connectByADriverThatIsNotSeen() throws Exception {
        useDatabase(PostgresVersion.POSTGRESQL_18);
        URL jar = PGConnection.class.getProtectionDomain().getCodeSource().getLocation();
        URLClassLoader module = opened(new URLClassLoader(new URL[] {jar}, ClassLoader.getPlatformClassLoader()));
        Driver driver = (Driver)
                module.loadClass("org.postgresql.Driver").getConstructor().newInstance();
        connection = opened(driver.connect(database.jdbcUrl(), new Properties()));
        assertThat(connection).isNotInstanceOf(PGConnection.class);
    }

    private enum Way {
        UNWRAP_BY_TYPE,
        UNWRAP_ANY,
        META_DATA,
        UNDERLYING,
        NONE
    }

    private Connection wrapped(Way way) {
        return proxy(
                getClass().getClassLoader(),
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "unwrap" -> unwrapped(way, (Class<?>) arguments[0]);
                    case "getUnderlyingConnection" -> way == Way.UNDERLYING ? connection : proxy;
                    case "getMetaData" -> metaData(way, (Connection) proxy);
                    default -> call(connection, method, arguments);
                },
                Connection.class,
                Underlying.class);
    }

    private Object unwrapped(Way way, Class<?> type) throws SQLException {
        if (way == (type == Connection.class ? Way.UNWRAP_ANY : Way.UNWRAP_BY_TYPE)) {
            return connection.unwrap(type);
        }
        throw new SQLException("not in this way");
    }

    /** By its class one finds the driver's class loader, or it gives the driver's connection. */
    private DatabaseMetaData metaData(Way way, Connection wrapper) throws SQLException {
        DatabaseMetaData own = connection.getMetaData();
        Class<?> sameLoader = way == Way.UNWRAP_BY_TYPE ? connection.getClass() : getClass();
        return proxy(
                sameLoader.getClassLoader(),
                (proxy, method, arguments) -> method.getName().equals("getConnection")
                        ? (way == Way.META_DATA ? connection : wrapper)
                        : call(own, method, arguments),
                DatabaseMetaData.class);
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // of the first of the types
    private static <T> T proxy(ClassLoader loader, InvocationHandler handler, Class<?>... types) {
        return (T) Proxy.newProxyInstance(loader, types, handler);
    }

    private static Object call(Object target, Method method, Object... arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    @Test
    void theDriversConnectionItselfIsFound() throws SQLException {
        assertThat(DriverConnection.find(connection).connection()).isSameAs(connection);
    }

    @Test
    void itIsFoundInEachWay() throws SQLException {
        for (Way way : Way.values()) {
            if (way != Way.NONE) {
                DriverConnection found = DriverConnection.find(wrapped(way));
                assertThat(found.connection()).as("by %s", way).isSameAs(connection);
                assertThat(found.type().getClassLoader())
                        .isSameAs(connection.getClass().getClassLoader());
            }
        }
    }

    @Test
    void oneThatIsHiddenIsNamed() {
        Connection hidden = wrapped(Way.NONE);
        assertThatThrownBy(() -> DriverConnection.find(hidden))
                .isInstanceOf(SQLException.class)
                .hasMessage("there is no org.postgresql.PGConnection behind the connection, a "
                        + hidden.getClass().getName());
    }

    @Test
    void notificationsAreReadFromADriverThatIsNotSeen() throws SQLException {
        PostgresNotifications notifications = PostgresNotifications.of(wrapped(Way.UNWRAP_BY_TYPE));
        try (Statement statement = connection.createStatement()) {
            statement.execute("LISTEN flipper_1; LISTEN other");
            database.psql("NOTIFY other, 'B'; NOTIFY flipper_1, 'A'");
            assertThat(notifications.next("flipper_1", NEVER)).containsExactly("A");
        }
    }

    @Test
    void whereItIsHiddenTheTableIsPolled() {
        pollInterval = Duration.ofMillis(20);
        try (LoggedLines log = new LoggedLines()) {
            watch(() -> new HidingDataSource(database.dataSource()));
            insert("A");
            assertThat(told.next()).isEqualTo("A");
            assertThat(log.warnings()).singleElement().asString().contains("there is no org.postgresql.PGConnection");
        }
    }
}
