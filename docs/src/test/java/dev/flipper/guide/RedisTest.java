package dev.flipper.guide;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flipper.FeatureFlagClient;
import dev.flipper.store.FeatureFlagStore;
import dev.flipper.store.MirroredFeatureFlagStore;
import dev.flipper.store.redis.RedisFeatureFlagStore;
import dev.flipper.store.redis.RedisFeatureFlagStoreProvider;
import dev.flipper.store.testing.FreePorts;
import dev.flipper.store.testing.StoreNode;
import java.io.IOException;
import java.util.Map;
import java.util.function.Consumer;
import org.jboss.weld.environment.se.WeldContainer;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.RedisClient;
import redis.embedded.RedisServer;

/** The code and the settings of Redis in docs/stores.md. */
class RedisTest extends StoreGuide {

    RedisTest() {
        super(new RedisFeatureFlagStoreProvider(), 2);
    }

    @Override
    Map<String, String> secrets(Map<String, String> settings) {
        return settings.get("redis.uri").contains("horses@") ? Map.of("redis.password", "hay") : Map.of();
    }

    @Test
    void plainJava() throws IOException {
        int port = FreePorts.next();
        RedisServer server = started(port);
        String address = "redis://127.0.0.1:" + port;
        try {
            RedisClient jedis = RedisClient.create(address);
            FeatureFlagStore redis =
                    RedisFeatureFlagStore.builder(jedis).baseKey("features").build();
            FeatureFlagClient features = FeatureFlagClient.open(new MirroredFeatureFlagStore(redis));

            features.create("IMPROVED_HORSE_SOUNDS", true);
            assertThat(features.isEnabled("IMPROVED_HORSE_SOUNDS")).isTrue();
            assertThat(jedis.get("features/IMPROVED_HORSE_SOUNDS")).contains("\"is_enabled\": true");
            features.close();
            jedis.close();
        } finally {
            server.stop();
        }
    }

    /** Flipper closes the store before the container has the connections closed, so nothing is tried without them. */
    @Test
    void aBeanOverAClientOfJedis() throws IOException {
        int port = FreePorts.next();
        RedisServer server = started(port);
        SharedRedis.address = "redis://127.0.0.1:" + port;
        try (RedisClient jedis = RedisClient.create(SharedRedis.address)) {
            Consumer<WeldContainer> test = container -> {
                FeatureFlagClient features =
                        container.select(FeatureFlagClient.class).get();
                features.create("IMPROVED_HORSE_SOUNDS", true);
                assertThat(features.isEnabled("IMPROVED_HORSE_SOUNDS")).isTrue();
                assertThat(features.storeStatus().state()).hasToString("CONNECTED");
            };
            Map<String, String> mirrored = Map.of("flipper.local", "mirror");
            assertThat(ConfigurationTest.run(mirrored, test, SharedRedis.class)).isEmpty();
            assertThat(jedis.exists("stable/IMPROVED_HORSE_SOUNDS")).isTrue();
            // Redis notices a moment later that a connection was closed.
            StoreNode.eventually(() -> assertThat(jedis.info("clients")).contains("connected_clients:1\r"));
        } finally {
            server.stop();
        }
    }

    private static RedisServer started(int port) throws IOException {
        RedisServer server = RedisServer.newRedisServer()
                .port(port)
                .setting("bind 127.0.0.1")
                .build();
        server.start();
        return server;
    }

    @Test
    void aDeploymentTellsAllWrongSettingsAtOnce() {
        assertThat(failure(Map.of(
                        "flipper.redis.uri", "redis://:hunter2@host:port",
                        "flipper.redis.mode", "master",
                        "flipper.redis.pool.max-size", "0",
                        "flipper.redis.timeout", "2")))
                .contains("4 problems")
                .contains("flipper.redis.uri=redis://:***@host:port")
                .contains("it has to be an address as redis://host:6379")
                .contains("flipper.redis.mode=master")
                .contains("it has to be one of standalone, sentinel, cluster")
                .contains("flipper.redis.pool.max-size=0")
                .contains("flipper.redis.timeout=2")
                .doesNotContain("hunter2");
        assertThat(failure(Map.of())).contains("flipper.redis.uri");
    }

    @Test
    void aDeploymentTellsSettingsThatDoNotGoTogether() {
        assertThat(failure(Map.of(
                        "flipper.redis.uri", "redis://:hunter2@a,redis://b",
                        "flipper.redis.password", "hunter3",
                        "flipper.redis.sentinel-master", "mymaster")))
                .contains(
                        "redis.password=*** and redis.uri say different things: say it in one of them;"
                                + " redis.sentinel-master is for redis.mode=sentinel only;"
                                + " redis.uri has 2 addresses: redis.mode has to be sentinel or cluster, or there has to be one address")
                .doesNotContain("hunter");
    }
}
