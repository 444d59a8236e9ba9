package dev.flipper.store.redis;

import java.lang.reflect.Field;
import java.time.Duration;
import java.util.Map;
import redis.clients.jedis.Connection;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.providers.ClusterConnectionProvider;
import redis.clients.jedis.providers.ConnectionProvider;
import redis.clients.jedis.providers.PooledConnectionProvider;
import redis.clients.jedis.util.Pool;

/**
 * Finds the servers that a client of Jedis is for. The client's own methods will not do: they may repeat a write whose
 * answer was lost, cannot scan a cluster, and give no connection to be told of changes over.
 */
final class JedisServers {

    private JedisServers() {}

    /**
     * Finds the servers of a client, which stays the caller's.
     *
     * @param longestWait how long a free connection is waited for
     * @throws IllegalArgumentException if it has no pool
     */
    static RedisServers of(UnifiedJedis jedis, Duration longestWait) {
        ConnectionProvider provider = provider(jedis);
        if (provider instanceof ClusterConnectionProvider cluster) {
            return new ClusterServers(() -> cluster, () -> cluster.getNodes().keySet(), longestWait, () -> {});
        }
        if (provider == null || !hasPools(provider)) {
            throw new IllegalArgumentException("The " + jedis.getClass().getName() + " has no pool of connections, but "
                    + (provider == null
                            ? "one, or an executor of its own"
                            : provider.getClass().getName())
                    + ". Give a client that has: RedisClient.builder(), RedisSentinelClient.builder(),"
                    + " RedisClusterClient.builder(), or one of their predecessors");
        }
        return new SingleServer(new PooledServer(address(provider), () -> pool(provider), longestWait), () -> {});
    }

    /** By reflection, as there is no other way that leads there from all kinds of clients. */
    private static ConnectionProvider provider(UnifiedJedis jedis) {
        try {
            Field provider = UnifiedJedis.class.getDeclaredField("provider");
            provider.setAccessible(true);
            return (ConnectionProvider) provider.get(jedis);
        } catch (ReflectiveOperationException | RuntimeException e) {
            throw new IllegalStateException(
                    "The connections of a " + jedis.getClass().getName()
                            + " cannot be found: Jedis has to be a version 7, and open for reflection",
                    e);
        }
    }

    /** What is inherited borrows a connection and never gives it back. */
    private static boolean hasPools(ConnectionProvider provider) {
        try {
            return provider.getClass().getMethod("getConnectionMap").getDeclaringClass() != ConnectionProvider.class;
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String address(ConnectionProvider provider) {
        if (provider instanceof PooledConnectionProvider) {
            Object key = provider.getConnectionMap().keySet().iterator().next();
            return key instanceof HostAndPort
                    ? key.toString()
                    : "the address of its " + key.getClass().getSimpleName();
        }
        return "the master that a " + provider.getClass().getSimpleName() + " finds";
    }

    /** That of a Sentinel's master is another one after a failover. */
    @SuppressWarnings("unchecked") // a provider of connections has pools of these
    private static Pool<Connection> pool(ConnectionProvider provider) {
        Map<?, ?> pools = provider.getConnectionMap();
        if (pools.size() == 1 && pools.values().iterator().next() instanceof Pool<?> pool) {
            return (Pool<Connection>) pool;
        }
        throw new JedisException(
                "The " + provider.getClass().getName() + " has no single pool at the moment: " + pools);
    }
}
