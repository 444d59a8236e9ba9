package dev.flipper.store.jpa;

import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A connection that is a part of the caller's transaction, who commits it or rolls it back. */
final class JoinedConnection extends TimedConnection {

    private @Nullable String lockTimeoutBefore;

    private JoinedConnection(Connection connection, Duration timeout) throws SQLException {
        super(connection, timeout);
    }

    static Connection of(Connection connection, Duration timeout) throws SQLException {
        return proxy(connection, given -> new JoinedConnection(given, timeout));
    }

    @Override
    void begin() throws SQLException {
        if (connection.getAutoCommit()) {
            throw new NoConnectionException(
                    "the data source does not take part in the caller's transaction, as the change is to: its"
                            + " transactions have to be the server's");
        }
        if (kind == DatabaseKind.POSTGRESQL) {
            lockTimeoutBefore = lockTimeout();
            lockTimeout(timeout.toMillis() + "ms");
        }
    }

    private String lockTimeout() throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT current_setting('lock_timeout')");
                ResultSet result = statement.executeQuery()) {
            result.next();
            return result.getString(1);
        }
    }

    /** Until the end of the transaction. */
    private void lockTimeout(String value) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT set_config('lock_timeout', ?, true)")) {
            statement.setString(1, value);
            statement.execute();
        }
    }

    /** For the statements of the caller's that follow. */
    @Override
    void end() throws SQLException {
        if (lockTimeoutBefore != null) {
            try {
                lockTimeout(lockTimeoutBefore);
            } catch (SQLException e) {
                // After a failure PostgreSQL takes nothing but the rollback, which resets it as well.
                if (!"25P02".equals(e.getSQLState()) && !SqlFailures.isDeadConnection(e)) {
                    throw e;
                }
            }
        }
    }

    @Override
    @Nullable
    Object setAutoCommit(boolean on) {
        return null;
    }

    @Override
    boolean getAutoCommit() {
        return false;
    }

    @Override
    @Nullable
    Object commit() {
        return null;
    }

    @Override
    @Nullable
    Object rollback(Method method, Object @Nullable [] arguments) {
        return null;
    }
}
