package dev.flipper.store.jpa;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.reflect.Method;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A connection with time limits, which are taken away again before it goes back to the pool: one for rows that somebody
 * else has locked, and one, a second longer, for a database that does not answer any more.
 */
abstract class TimedConnection extends JdbcProxy {

    private static final Logger LOGGER = System.getLogger(JpaFeatureFlagStore.class.getName());

    final Connection connection;
    final DatabaseKind kind;
    final Duration timeout;
    private final NetworkLimit limit;
    private boolean closed;

    TimedConnection(Connection connection, Duration timeout) throws SQLException {
        super(connection);
        this.connection = connection;
        this.timeout = timeout;
        this.kind = DatabaseKind.of(connection);
        this.limit = NetworkLimit.of(connection, timeout);
    }

    /** Prepares what the provider gets; gives the connection back to the pool as it was if that fails. */
    static Connection proxy(Connection connection, Maker maker) throws SQLException {
        try {
            return maker.make(connection).begun();
        } catch (SQLException | RuntimeException | Error e) {
            closeAfter(e, connection);
            throw e;
        }
    }

    private Connection begun() throws SQLException {
        try {
            begin();
            return as(Connection.class);
        } catch (SQLException | RuntimeException | Error e) {
            closeAfter(e, limit);
            throw e;
        }
    }

    private static void closeAfter(Throwable failure, AutoCloseable resource) {
        try {
            resource.close();
        } catch (Exception e) {
            failure.addSuppressed(e);
        }
    }

    @FunctionalInterface
    interface Maker {
        TimedConnection make(Connection connection) throws SQLException;
    }

    /** Makes of the connection what the provider expects. */
    abstract void begin() throws SQLException;

    /** Makes of the connection what it was before. */
    abstract void end() throws SQLException;

    @Override
    @Nullable
    Object answer(Method method, Object @Nullable [] arguments) throws Throwable {
        return switch (method.getName()) {
            case "close" -> close();
            case "isClosed" -> closed;
            case "setAutoCommit" -> setAutoCommit((Boolean) Objects.requireNonNull(arguments)[0]);
            case "getAutoCommit" -> getAutoCommit();
            case "commit" -> commit();
            case "rollback" -> rollback(method, arguments);
            default -> limited(call(method, arguments));
        };
    }

    abstract @Nullable Object setAutoCommit(boolean on) throws SQLException;

    abstract boolean getAutoCommit() throws SQLException;

    abstract @Nullable Object commit() throws SQLException;

    abstract @Nullable Object rollback(Method method, Object @Nullable [] arguments) throws Throwable;

    /**
     * Only what is closed here is: a driver calls its connection closed when the server has ended it, which EclipseLink
     * would take as given back to the pool. A failure is nobody's but the pool's: what the connection was wanted for is
     * done, or has failed by itself.
     */
    private @Nullable Object close() {
        closed = true;
        try (connection;
                limit) {
            end();
        } catch (SQLException | RuntimeException e) {
            LOGGER.log(Level.DEBUG, "A connection could not be given back in order", e);
        }
        return null;
    }

    /**
     * PostgreSQL's driver would need a thread for it that outlives the application; it has a limit for locks itself.
     */
    private @Nullable Object limited(@Nullable Object result) throws SQLException {
        if (result instanceof Statement statement && kind != DatabaseKind.POSTGRESQL) {
            statement.setQueryTimeout((int) TimeUnit.MILLISECONDS.toSeconds(timeout.toMillis() + 999));
        }
        return result instanceof PreparedStatement statement && !(result instanceof CallableStatement)
                ? QuietStatement.of(statement)
                : result;
    }
}
