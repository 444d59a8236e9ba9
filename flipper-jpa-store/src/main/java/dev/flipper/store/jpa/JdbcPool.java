package dev.flipper.store.jpa;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.NoSuchElementException;
import javax.sql.DataSource;
import org.apache.commons.pool2.impl.GenericObjectPool;
import org.apache.commons.pool2.impl.GenericObjectPoolConfig;

/**
 * A few connections of the store's own. There are none before the first is wanted, and never a thread: who wants a
 * connection makes it, and hears at once what the driver says if that fails. Thread-safe.
 */
final class JdbcPool implements Connections {

    private final GenericObjectPool<PooledConnection> pool;

    /**
     * Sets the pool up. Does no I/O.
     *
     * @param wait how long one of the connections is waited for if all are in use
     */
    JdbcPool(DataSource source, int size, Duration wait, InstantSource clock) {
        pool = new GenericObjectPool<>(new PooledConnections(source, clock), settings(size, wait));
    }

    private static GenericObjectPoolConfig<PooledConnection> settings(int size, Duration wait) {
        GenericObjectPoolConfig<PooledConnection> settings = new GenericObjectPoolConfig<>();
        settings.setMaxTotal(size);
        settings.setMaxIdle(size);
        settings.setMaxWait(wait);
        settings.setTestOnBorrow(true);
        // Each in its turn, so that those that are not needed any more are found out.
        settings.setLifo(false);
        settings.setJmxEnabled(false);
        return settings;
    }

    @Override
    public Connection connect() {
        try {
            return pool.borrowObject().lent(this::giveBack);
        } catch (NoSuchElementException e) {
            throw new NoConnectionException(
                    "all " + pool.getMaxTotal() + " connections were in use for "
                            + pool.getMaxWaitDuration().toMillis() + " ms",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NoConnectionException("interrupted while all connections were in use", e);
        } catch (Exception e) {
            throw pool.isClosed()
                    ? new NoConnectionException("there is no connection: the pool is closed", e)
                    : NoConnectionException.because(e);
        }
    }

    private void giveBack(PooledConnection connection) throws SQLException {
        try {
            if (connection.isUsable()) {
                pool.returnObject(connection);
            } else {
                pool.invalidateObject(connection);
            }
        } catch (Exception e) {
            throw new SQLException("A connection could not be given back: " + SqlFailures.describe(e), e);
        }
    }

    /** Ends the connections; those that are in use when they are given back. */
    @Override
    public void close() {
        pool.close();
    }
}
