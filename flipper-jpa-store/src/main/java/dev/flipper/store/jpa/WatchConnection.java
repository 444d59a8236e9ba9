package dev.flipper.store.jpa;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A connection to watch a table with: each statement is a transaction, and waits for an answer for a limited time. */
final class WatchConnection implements AutoCloseable {

    private static final Logger LOGGER = System.getLogger(JpaFeatureFlagStore.class.getName());

    private final Connection connection;
    private final Duration timeout;
    private final boolean autoCommit;
    private final NetworkLimit limit;
    private @Nullable String channel;
    private boolean aborted;
    private boolean over;

    private WatchConnection(Connection connection, Duration timeout) throws SQLException {
        this.connection = connection;
        this.timeout = timeout;
        this.autoCommit = connection.getAutoCommit();
        if (!autoCommit) {
            connection.setAutoCommit(true);
        }
        this.limit = NetworkLimit.of(connection, timeout);
    }

    static WatchConnection open(Connections connections, Duration timeout) throws SQLException {
        Connection connection = connections.connect();
        try {
            return new WatchConnection(connection, timeout);
        } catch (SQLException | RuntimeException | Error e) {
            try (connection) {
                throw e;
            }
        }
    }

    Connection connection() {
        return connection;
    }

    boolean isPostgres() throws SQLException {
        return DatabaseKind.of(connection) == DatabaseKind.POSTGRESQL;
    }

    void execute(String... statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** Executes all of it or nothing. */
    void inTransaction(Work work) throws SQLException {
        connection.setAutoCommit(false);
        try {
            work.execute();
            connection.commit();
        } catch (SQLException | RuntimeException | Error e) {
            undoAfter(e);
            throw e;
        }
        connection.setAutoCommit(true);
    }

    private void undoAfter(Throwable failure) {
        try {
            connection.rollback();
            connection.setAutoCommit(true);
        } catch (SQLException e) {
            failure.addSuppressed(e);
        }
    }

    @FunctionalInterface
    interface Work {
        void execute() throws SQLException;
    }

    /** Begins to listen, until it is closed. */
    void listen(String newChannel) throws SQLException {
        execute("LISTEN " + newChannel);
        channel = newChannel;
    }

    /** Tells, after a failure, whether it was the statement's and not the connection's. */
    boolean isAlive() throws SQLException {
        return connection.isValid(Math.max(1, (int) TimeUnit.MILLISECONDS.toSeconds(timeout.toMillis())));
    }

    /** Ends the connection under whoever uses it, who then closes it; unless it is somebody else's by now. */
    synchronized void abort() {
        if (over) {
            return;
        }
        aborted = true;
        try {
            connection.abort(Runnable::run);
        } catch (SQLException | AbstractMethodError e) {
            // Whoever uses it will see that it is to end, if only after the next answer.
            LOGGER.log(Level.DEBUG, "A connection could not be aborted", e);
        }
    }

    /**
     * Makes of the connection what it was before, and gives it back. By the statement a pool finds out that a
     * connection is broken; what the driver alone has noticed it does not know.
     */
    @Override
    public void close() throws SQLException {
        try (connection) {
            try {
                if (channel != null) {
                    execute("UNLISTEN " + channel);
                }
            } finally {
                leave();
            }
        }
    }

    private synchronized void leave() throws SQLException {
        over = true;
        if (!aborted) {
            limit.close();
            if (!autoCommit) {
                connection.setAutoCommit(false);
            }
        }
    }
}
