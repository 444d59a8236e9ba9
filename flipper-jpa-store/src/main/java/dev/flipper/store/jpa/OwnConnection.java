package dev.flipper.store.jpa;

import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A connection for transactions of the store's own. */
final class OwnConnection extends TimedConnection {

    private boolean autoCommitBefore = true;

    private OwnConnection(Connection connection, Duration timeout) throws SQLException {
        super(connection, timeout);
    }

    static Connection of(Connection connection, Duration timeout) throws SQLException {
        return proxy(connection, given -> new OwnConnection(given, timeout));
    }

    /** Without it a read by itself would begin a transaction that nobody ends. */
    @Override
    void begin() throws SQLException {
        autoCommitBefore = connection.getAutoCommit();
        if (!autoCommitBefore) {
            connection.setAutoCommit(true);
        }
    }

    @Override
    void end() throws SQLException {
        if (connection.isClosed()) {
            return;
        }
        if (!connection.getAutoCommit()) {
            // What a provider has left open is not to be made, as it would be by what follows.
            connection.rollback();
        }
        if (connection.getAutoCommit() != autoCommitBefore) {
            connection.setAutoCommit(autoCommitBefore);
        }
    }

    /**
     * Stricter transactions would fail whenever they have waited for a row: who changes one flag after the other, as we
     * do by locking it, gains nothing by them, and under load some writers would never have their turn.
     */
    @Override
    @Nullable
    Object setAutoCommit(boolean on) throws SQLException {
        connection.setAutoCommit(on);
        if (!on && kind == DatabaseKind.POSTGRESQL) {
            try (Statement statement = connection.createStatement()) {
                statement.execute("SET LOCAL lock_timeout = " + timeout.toMillis()
                        + "; SET TRANSACTION ISOLATION LEVEL READ COMMITTED");
            }
        }
        return null;
    }

    @Override
    boolean getAutoCommit() throws SQLException {
        return connection.getAutoCommit();
    }

    @Override
    @Nullable
    Object commit() throws SQLException {
        connection.commit();
        return null;
    }

    @Override
    @Nullable
    Object rollback(Method method, Object @Nullable [] arguments) throws Throwable {
        return call(method, arguments);
    }
}
