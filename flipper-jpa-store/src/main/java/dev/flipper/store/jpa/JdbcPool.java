package dev.flipper.store.jpa;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.concurrent.ThreadFactory;
import javax.sql.DataSource;

/**
 * A few connections of the store's own. There are none, and no threads, before the first is wanted; those that nobody
 * has wanted for a minute are closed. Thread-safe.
 */
final class JdbcPool implements DataSources {

    /** What HikariCP takes at least. */
    static final Duration SHORTEST_WAIT = Duration.ofMillis(250);

    private static final Duration IDLE = Duration.ofMinutes(1);

    private final HikariDataSource pool = new HikariDataSource();

    /**
     * Sets the pool up. Does no I/O.
     *
     * @param wait how long a free connection is waited for; a quarter of a second if that is longer
     */
    JdbcPool(DataSource connections, int size, Duration wait, ThreadFactory threads) {
        long millis = Math.max(wait.toMillis(), SHORTEST_WAIT.toMillis());
        pool.setPoolName("flipper-jpa");
        pool.setDataSource(connections);
        pool.setMaximumPoolSize(size);
        pool.setMinimumIdle(0);
        pool.setIdleTimeout(IDLE.toMillis());
        pool.setKeepaliveTime(0);
        pool.setConnectionTimeout(millis);
        pool.setValidationTimeout(millis);
        pool.setInitializationFailTimeout(-1);
        pool.setRegisterMbeans(false);
        pool.setThreadFactory(threads);
    }

    @Override
    public DataSource get() {
        return pool;
    }

    @Override
    public Connection connect() {
        try {
            return pool.getConnection();
        } catch (SQLTransientConnectionException e) {
            throw missing(e);
        } catch (SQLException | RuntimeException e) {
            throw new NoConnectionException("there is no connection: " + SqlFailures.describe(e), e);
        }
    }

    /** What the driver has said of the last attempt is behind what the pool says of the time. */
    private NoConnectionException missing(SQLTransientConnectionException failure) {
        long millis = pool.getConnectionTimeout();
        int size = pool.getMaximumPoolSize();
        if (pool.getHikariPoolMXBean().getActiveConnections() >= size) {
            return new NoConnectionException("all " + size + " connections were in use for " + millis + " ms", failure);
        }
        String why = failure.getCause() == null
                ? "none could be made within " + millis + " ms"
                : SqlFailures.describe(failure.getCause());
        return new NoConnectionException("there is no connection: " + why, failure);
    }

    @Override
    public void close() {
        pool.close();
    }
}
