package dev.flipper.store.jpa;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * A few connections of the store's own. There are none before the first is wanted, and never a thread: who wants a
 * connection waits for one of a limited number of places, takes what lies idle or makes a connection, and hears at once
 * what the driver says if that fails. Thread-safe; no lock is held while a connection is made or ended.
 */
final class JdbcPool implements Connections {

    private static final Logger LOGGER = System.getLogger(JpaFeatureFlagStore.class.getName());

    /** What is between us and the database may have forgotten an older one, which would be found out by waiting. */
    private static final Duration IDLE = Duration.ofMinutes(1);

    private final DataSource source;
    private final int size;
    private final Duration wait;
    private final InstantSource clock;
    private final Semaphore places;
    /** The one that was used last is the first, so that those that are not needed any more grow old. */
    private final Deque<PooledConnection> idle = new ArrayDeque<>();

    private volatile boolean closed;

    /**
     * Sets the pool up. Does no I/O.
     *
     * @param wait how long one of the connections is waited for if all are in use
     */
    JdbcPool(DataSource source, int size, Duration wait, InstantSource clock) {
        this.source = source;
        this.size = size;
        this.wait = wait;
        this.clock = clock;
        this.places = new Semaphore(size, true);
    }

    @Override
    public Connection connect() {
        takePlace();
        boolean lent = false;
        try {
            Connection connection = next().lent(this::giveBack);
            lent = true;
            return connection;
        } catch (SQLException | RuntimeException e) {
            throw NoConnectionException.because(e);
        } finally {
            if (!lent) {
                places.release();
            }
        }
    }

    private void takePlace() {
        try {
            if (!places.tryAcquire(wait.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new NoConnectionException(
                        "all " + size + " connections were in use for " + wait.toMillis() + " ms");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NoConnectionException("interrupted while all connections were in use", e);
        }
        if (closed) {
            places.release();
            throw new NoConnectionException("there is no connection: the pool is closed");
        }
    }

    private PooledConnection next() throws SQLException {
        List<PooledConnection> old = new ArrayList<>(0);
        try {
            PooledConnection kept = kept(old);
            while (kept != null && !kept.isUsable()) {
                kept = kept(old);
            }
            return kept == null ? new PooledConnection(source.getConnection(), clock.instant()) : kept;
        } finally {
            // When there is another one: a database in memory would be gone with the last.
            old.forEach(JdbcPool::end);
        }
    }

    /**
     * Gives the connection that was used last; null if all that there are have grown old, which are added to a list.
     */
    private @Nullable PooledConnection kept(List<PooledConnection> old) {
        Instant limit = clock.instant().minus(IDLE);
        synchronized (idle) {
            while (!idle.isEmpty() && idle.getLast().isUnusedSince(limit)) {
                old.add(idle.removeLast());
            }
            return idle.pollFirst();
        }
    }

    private void giveBack(PooledConnection connection) {
        try {
            if (!keep(connection)) {
                end(connection);
            }
        } finally {
            places.release();
        }
    }

    private boolean keep(PooledConnection connection) {
        try {
            if (!connection.isUsable()) {
                return false;
            }
            connection.clean(clock.instant());
        } catch (SQLException | RuntimeException e) {
            LOGGER.log(Level.DEBUG, "A connection is not used any more, as it could not be cleaned", e);
            return false;
        }
        synchronized (idle) {
            if (!closed) {
                idle.addFirst(connection);
            }
            return !closed;
        }
    }

    private static void end(PooledConnection connection) {
        try {
            connection.end();
        } catch (SQLException | RuntimeException e) {
            LOGGER.log(Level.DEBUG, "A connection could not be ended in order", e);
        }
    }

    /** Ends the connections; those that are in use when they are given back. Who waits for one is told. */
    @Override
    public void close() {
        List<PooledConnection> all;
        synchronized (idle) {
            closed = true;
            all = List.copyOf(idle);
            idle.clear();
        }
        all.forEach(JdbcPool::end);
        places.release(size);
    }
}
