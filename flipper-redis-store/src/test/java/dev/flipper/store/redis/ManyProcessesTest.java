package dev.flipper.store.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flipper.store.testing.Contention;
import java.io.IOException;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.RedisClusterClient;
import redis.clients.jedis.UnifiedJedis;

/** Processes that create and change the same flags at the same time. */
@Timeout(120)
class ManyProcessesTest {

    @ParameterizedTest
    @EnumSource
    void noUpdateIsLostOnAServer(RedisVersion version) throws IOException {
        try (RedisProcess server = RedisProcess.start(version);
                RedisClient client = RedisClient.create(server.uri())) {
            assertNoUpdateIsLost(client, false, server.address());
        }
    }

    @ParameterizedTest
    @EnumSource
    void noUpdateIsLostInACluster(RedisVersion version) throws IOException {
        try (RedisClusterProcesses cluster = RedisClusterProcesses.start(version, 0);
                RedisClusterClient client = RedisClusterClient.create(cluster.addresses())) {
            assertNoUpdateIsLost(client, true, cluster.masters().get(0).address());
        }
    }

    private static void assertNoUpdateIsLost(UnifiedJedis client, boolean cluster, HostAndPort address)
            throws IOException {
        try (RedisFeatureFlagStore store = new RedisFeatureFlagStore(client)) {
            int conflicts = Contention.ofProcesses(
                    store, ContendingProgram.class, Boolean.toString(cluster), address.toString());

            // Else they have waited for each other, and this has shown nothing.
            assertThat(conflicts).isPositive();
        }
    }
}
