package dev.flipper.store.jpa;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.time.Duration;

/**
 * How long a connection waits for the database, which has to be as before when somebody else gets it: a second longer
 * than for a lock, so that a database that waits for one can say so.
 */
final class NetworkLimit implements AutoCloseable {

    private static final Duration GRACE = Duration.ofSeconds(1);

    private final Connection connection;
    private final int before;

    private NetworkLimit(Connection connection, int before) {
        this.connection = connection;
        this.before = before;
    }

    static NetworkLimit of(Connection connection, Duration timeout) throws SQLException {
        try {
            int before = connection.getNetworkTimeout();
            connection.setNetworkTimeout(
                    Runnable::run, (int) timeout.plus(GRACE).toMillis());
            return new NetworkLimit(connection, before);
        } catch (SQLFeatureNotSupportedException | AbstractMethodError e) {
            // Then there is what the data source sets up itself.
            return new NetworkLimit(connection, -1);
        }
    }

    /** Takes the limit away again. */
    @Override
    public void close() throws SQLException {
        if (before >= 0 && !connection.isClosed()) {
            connection.setNetworkTimeout(Runnable::run, before);
        }
    }
}
