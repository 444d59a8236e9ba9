package dev.flipper.store.redis;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.NoSuchElementException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Connection;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.util.Pool;

/** A server over the connections of a pool. */
final class PooledServer implements RedisServer {

    private static final Logger LOGGER = System.getLogger(RedisFeatureFlagStore.class.getName());

    private final String address;
    private final Supplier<Pool<Connection>> pool;
    private final Duration longestWait;

    /**
     * Takes what leads to the server.
     *
     * @param address host and port, or other words if they are not known
     * @param pool gives the pool, which may be another one each time
     * @param longestWait how long a free connection is waited for
     */
    PooledServer(String address, Supplier<Pool<Connection>> pool, Duration longestWait) {
        this.address = address;
        this.pool = pool;
        this.longestWait = longestWait;
    }

    @Override
    public String address() {
        return address;
    }

    @Override
    public <T extends @Nullable Object> T run(Function<Connection, T> work) {
        Pool<Connection> current = pool.get();
        return use(current, borrow(current), work);
    }

    @Override
    public <T extends @Nullable Object> T read(Function<Connection, T> work) {
        Pool<Connection> current = pool.get();
        Connection ready = borrow(current);
        try {
            return use(current, ready, work);
        } catch (JedisConnectionException e) {
            if (hasTimedOut(e)) {
                throw e;
            }
            return again(work, e);
        }
    }

    private <T extends @Nullable Object> T again(Function<Connection, T> work, JedisConnectionException first) {
        try {
            return run(work);
        } catch (JedisException e) {
            e.addSuppressed(first);
            throw e;
        }
    }

    /** Tells whether a server has not answered in time. That it could not be connected to in time is something else. */
    static boolean hasTimedOut(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SocketTimeoutException) {
                return true;
            }
        }
        return false;
    }

    private <T extends @Nullable Object> T use(
            Pool<Connection> from, Connection connection, Function<Connection, T> work) {
        boolean usable = false;
        try {
            T result = work.apply(connection);
            usable = true;
            return result;
        } catch (JedisConnectionException e) {
            // The others were opened to the same server, and a restart has cut them all.
            from.clear();
            throw e;
        } catch (JedisDataException e) {
            usable = !isReadOnly(e);
            if (!usable) {
                // The master has become a replica: a new connection finds its successor, if the address leads there.
                from.clear();
            }
            throw e;
        } finally {
            giveBack(from, connection, usable);
        }
    }

    /** Redis 6.2 puts other words before it if it was said to a script. */
    private static boolean isReadOnly(JedisDataException refusal) {
        return refusal.getMessage() != null && refusal.getMessage().contains("READONLY ");
    }

    private static void giveBack(Pool<Connection> pool, Connection connection, boolean usable) {
        if (usable && !connection.isBroken()) {
            pool.returnResource(connection);
            return;
        }
        try {
            pool.returnBrokenResource(connection);
        } catch (JedisException e) {
            // It has connected anew for somebody who waits. What became of the work is another thing, and is told.
            LOGGER.log(Level.DEBUG, "No connection has taken the place of a broken one", e);
        }
    }

    private Connection borrow(Pool<Connection> from) {
        try {
            return from.borrowObject(longestWait);
        } catch (JedisException e) {
            throw e;
        } catch (NoSuchElementException e) {
            throw new JedisException(
                    "All " + from.getMaxTotal() + " connections to Redis at " + address + " were in use for "
                            + longestWait.toMillis() + " ms",
                    e);
        } catch (IllegalStateException e) {
            throw gone(e);
        } catch (InterruptedException e) {
            if (from.isClosed()) {
                // By the pool, which wakes in this way those who wait.
                throw gone(e);
            }
            Thread.currentThread().interrupt();
            throw new JedisException("Interrupted while waiting for a connection to Redis at " + address, e);
        } catch (Exception e) {
            throw new JedisException("There is no connection to Redis at " + address + ": " + e.getMessage(), e);
        }
    }

    /** The pool is closed, as its server has left the cluster. Nothing was sent. */
    private JedisConnectionException gone(@Nullable Throwable cause) {
        return new JedisConnectionException("There is no connection to Redis at " + address + " any more", cause);
    }

    @Override
    public Connection connect() {
        Pool<Connection> current = pool.get();
        if (current.isClosed()) {
            throw gone(null);
        }
        try {
            return current.getFactory().makeObject().getObject();
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new JedisException("There is no connection to Redis at " + address + ": " + e.getMessage(), e);
        }
    }
}
