package dev.flipper.store.redis;

import dev.flipper.store.FeatureFlagStore;
import dev.flipper.testkit.FeatureFlagStoreContract;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.RedisClusterClient;

/** The contract over a cluster, which all tests of a class share. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ClusterStoreContract extends FeatureFlagStoreContract {

    private final RedisVersion version;
    private RedisClusterProcesses cluster;
    private RedisClusterClient client;
    private RedisClusterClient otherClient;

    ClusterStoreContract(RedisVersion version) {
        this.version = version;
    }

    @BeforeAll
    void startCluster() {
        cluster = RedisClusterProcesses.start(version, 0);
        client = RedisClusterClient.create(cluster.addresses());
        // Knows one node at first, as settings may.
        HostAndPort one = cluster.masters().get(1).address();
        otherClient = RedisClusterClient.create(Set.of(one));
    }

    @AfterAll
    void stopCluster() {
        if (cluster != null) {
            client.close();
            otherClient.close();
            cluster.close();
        }
    }

    @Override
    protected FeatureFlagStore createStore() {
        client.flushAll();
        return RedisFeatureFlagStore.builder(client).scanBatchSize(20).build();
    }

    @Override
    protected FeatureFlagStore createSecondStore() {
        return RedisFeatureFlagStore.builder(otherClient).scanBatchSize(20).build();
    }

    @Override
    protected boolean putText(String name, String text) {
        client.set("features/" + name, text);
        return true;
    }
}
