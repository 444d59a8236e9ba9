package dev.flipper.store.jpa;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
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
    private final int networkTimeout;
    private @Nullable String channel;
    private volatile boolean aborted;

    private WatchConnection(Connection connection, Duration timeout) throws SQLException {
        this.connection = connection;
        this.timeout = timeout;
        this.networkTimeout = limitNetwork();
        this.autoCommit = connection.getAutoCommit();
        if (!autoCommit) {
            connection.setAutoCommit(true);
        }
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

    /** Gives the limit that there was; less than zero if there can't be one but the data source's own. */
    private int limitNetwork() throws SQLException {
        try {
            int before = connection.getNetworkTimeout();
            connection.setNetworkTimeout(Runnable::run, (int) timeout.toMillis());
            return before;
        } catch (SQLFeatureNotSupportedException | AbstractMethodError e) {
            return -1;
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
            connection.rollback();
            throw e;
        } finally {
            connection.setAutoCommit(true);
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

    /** Ends the connection under whoever uses it, who then closes it. */
    void abort() {
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
            if (channel != null) {
                execute("UNLISTEN " + channel);
            }
            if (!autoCommit && !aborted) {
                connection.setAutoCommit(false);
            }
            if (networkTimeout >= 0 && !aborted) {
                connection.setNetworkTimeout(Runnable::run, networkTimeout);
            }
        }
    }
}
