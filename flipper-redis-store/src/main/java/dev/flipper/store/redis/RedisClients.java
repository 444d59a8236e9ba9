package dev.flipper.store.redis;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import redis.clients.jedis.ConnectionPool;
import redis.clients.jedis.DefaultJedisSocketFactory;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.JedisSocketFactory;
import redis.clients.jedis.providers.ClusterConnectionProvider;

/** Makes the clients that settings ask for. None of them connects before it is used. */
final class RedisClients {

    private RedisClients() {}

    static RedisServers servers(RedisSetup setup) {
        return switch (setup.mode()) {
            case STANDALONE -> standalone(setup);
            case SENTINEL -> sentinel(setup);
            case CLUSTER -> cluster(setup);
        };
    }

    private static RedisServers standalone(RedisSetup setup) {
        HostAndPort address = setup.servers().get(0);
        ConnectionPool pool = new ConnectionPool(address, setup.clients().build(), setup.pool());
        return new SingleServer(new PooledServer(address.toString(), () -> pool, setup.maxWait()), pool::close);
    }

    private static RedisServers sentinel(RedisSetup setup) {
        Sentinels sentinels = new Sentinels(setup.master(), setup.servers(), setup.sentinelClients());
        JedisClientConfig config = setup.clients().hostAndPortMapper(sentinels).build();
        JedisSocketFactory sockets =
                new DefaultJedisSocketFactory(setup.servers().get(0), config);
        return new SentinelServers(
                sentinels,
                () -> new ConnectionPool(new MasterConnections(sockets, config), setup.pool()),
                setup.maxWait());
    }

    private static RedisServers cluster(RedisSetup setup) {
        JedisClientConfig config = setup.clients().build();
        // One thread asks node after node; the others wait as long as two of them may take.
        Duration patience = setup.connectTimeout().plus(setup.timeout()).multipliedBy(2);
        LazyCluster<ClusterConnectionProvider> cluster = new LazyCluster<>(
                setup.servers(),
                nodes -> connected(nodes, config, setup),
                ClusterConnectionProvider::close,
                patience,
                System::nanoTime);
        return new ClusterServers(cluster, setup::servers, setup.maxWait(), cluster::close);
    }

    private static ClusterConnectionProvider connected(
            List<HostAndPort> nodes, JedisClientConfig config, RedisSetup setup) {
        return new ClusterConnectionProvider(new HashSet<>(nodes), config, setup.pool());
    }
}
