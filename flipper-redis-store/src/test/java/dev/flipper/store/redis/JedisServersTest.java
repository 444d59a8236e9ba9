package dev.flipper.store.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.flipper.store.FlagDefinition;
import dev.flipper.store.testing.ResourceFixture;
import dev.flipper.store.testing.ToldInOrder;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Connection;
import redis.clients.jedis.JedisPooled;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.executors.SimpleCommandExecutor;
import redis.clients.jedis.providers.ManagedConnectionProvider;

/** Which clients of Jedis will do. */
@SuppressWarnings("deprecation") // they are still about
class JedisServersTest extends ResourceFixture {

    private RedisProcess server;

    @BeforeEach
    void start() {
        server = opened(RedisProcess.start(RedisVersion.EMBEDDED));
    }

    @Test
    void oldAndNewClientsOfOneServerWillDo() {
        for (UnifiedJedis client : List.of(
                opened(RedisClient.create(server.uri())),
                opened(new JedisPooled(server.uri())),
                opened(new UnifiedJedis(server.uri())))) {
            RedisFeatureFlagStore store = opened(new RedisFeatureFlagStore(client));
            String name = client.getClass().getSimpleName();
            ToldInOrder told = ToldInOrder.of(store);
            store.create(FlagDefinition.of(name, true, Instant.EPOCH, Map.of()));
            assertThat(told.next()).isEqualTo(name);
            assertThat(store.get(name)).isNotNull();
        }
    }

    @Test
    void aClientWithoutAPoolWillNot() {
        Connection connection = opened(new Connection("127.0.0.1", server.port()));
        assertRefused(new UnifiedJedis(connection), "one, or an executor of its own");
        assertRefused(new UnifiedJedis(new SimpleCommandExecutor(connection)), "one, or an executor of its own");
        assertRefused(
                new UnifiedJedis(new ManagedConnectionProvider()),
                "redis.clients.jedis.providers.ManagedConnectionProvider");
    }

    private static void assertRefused(UnifiedJedis client, String has) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RedisFeatureFlagStore(client))
                .withMessage("The redis.clients.jedis.UnifiedJedis has no pool of connections, but " + has
                        + ". Give a client that has: RedisClient.builder(), RedisSentinelClient.builder(),"
                        + " RedisClusterClient.builder(), or one of their predecessors");
    }
}
