package dev.flipper.store.redis;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Connection;
import redis.clients.jedis.ConnectionPool;
import redis.clients.jedis.HostAndPort;

/**
 * The flags are on the master that sentinels name. Each new connection asks them; and they are asked whenever somebody
 * looks for all servers, as the watch does all the time: an old master that is still there takes writes for seconds,
 * which are lost when it is told that it is a replica.
 */
final class SentinelServers implements RedisServers {

    private final Sentinels sentinels;
    private final Supplier<ConnectionPool> pools;
    private final Duration longestWait;
    private final RedisServer whoeverIsMaster;

    private ConnectionPool pool;
    private @Nullable HostAndPort master;
    private boolean closed;

    /**
     * Connects to nothing yet.
     *
     * @param pools makes pools whose connections are the master's
     * @param longestWait how long a free connection is waited for
     */
    SentinelServers(Sentinels sentinels, Supplier<ConnectionPool> pools, Duration longestWait) {
        this.sentinels = sentinels;
        this.pools = pools;
        this.longestWait = longestWait;
        this.pool = pools.get();
        this.whoeverIsMaster = server("the " + sentinels);
    }

    private RedisServer server(String address) {
        return new PooledServer(address, this::pool, longestWait);
    }

    private synchronized ConnectionPool pool() {
        return pool;
    }

    @Override
    public <T extends @Nullable Object> T read(byte[] key, Function<Connection, T> work) {
        return whoeverIsMaster.read(work);
    }

    @Override
    public <T extends @Nullable Object> T write(byte[] key, Function<Connection, T> work) {
        return whoeverIsMaster.run(work);
    }

    @Override
    public List<RedisServer> all() {
        HostAndPort found = sentinels.master();
        follow(found);
        return List.of(server(found.toString()));
    }

    @Override
    public void visit(Consumer<RedisServer> visitor) {
        visitor.accept(whoeverIsMaster);
    }

    /** Connections to the old master end, those in use when they are given back. Nobody waits for that. */
    private void follow(HostAndPort found) {
        ConnectionPool old = replacedBy(found);
        if (old != null) {
            old.close();
        }
    }

    private synchronized @Nullable ConnectionPool replacedBy(HostAndPort found) {
        boolean same = master == null || master.equals(found);
        master = found;
        if (same || closed) {
            return null;
        }
        ConnectionPool old = pool;
        pool = pools.get();
        return old;
    }

    @Override
    public String where() {
        return whoeverIsMaster.address();
    }

    @Override
    public synchronized void close() {
        closed = true;
        pool.close();
    }
}
