package dev.flipper.guide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.flipper.FeatureFlagClient;
import dev.flipper.setting.Setting;
import dev.flipper.store.FeatureFlagStore;
import dev.flipper.store.MirroredFeatureFlagStore;
import dev.flipper.store.StoreSettings;
import dev.flipper.store.redis.RedisFeatureFlagStore;
import dev.flipper.store.redis.RedisFeatureFlagStoreProvider;
import dev.flipper.store.testing.FreePorts;
import dev.flipper.store.testing.StoreNode;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jboss.weld.environment.se.WeldContainer;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.RedisClient;
import redis.embedded.RedisServer;

/** The code and the settings of Redis in docs/stores.md. */
class RedisTest {

    private static final Pattern PROPERTIES = Pattern.compile("(?s)```properties\n(.*?)```");
    private static final Pattern KEY = Pattern.compile("`(redis\\.[a-z.-]+)`");

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

    /** Opening a store does not need its servers. */
    @Test
    void theExamplesMakeStores() throws IOException {
        List<String> blocks = PROPERTIES
                .matcher(Files.readString(Path.of("stores.md")))
                .results()
                .map(found -> found.group(1))
                .filter(block -> block.contains("redis"))
                .toList();
        assertThat(blocks).hasSize(2);
        for (String block : blocks) {
            Properties read = new Properties();
            read.load(new StringReader(block));
            assertThat(read.remove("flipper.store")).isEqualTo("redis");
            Map<String, String> settings = new HashMap<>();
            read.stringPropertyNames()
                    .forEach(key -> settings.put(key.substring("flipper.".length()), read.getProperty(key)));
            if (block.contains("horses@")) {
                settings.put("redis.password", "hay");
            }
            assertThat(declared()).containsAll(settings.keySet());
            new RedisFeatureFlagStoreProvider().open(StoreSettings.of(settings)).close();
        }
    }

    @Test
    void theTableHasAllSettings() throws IOException {
        List<String> rows = Files.readAllLines(Path.of("stores.md")).stream()
                .filter(line -> line.startsWith("| `redis."))
                .map(line -> line.substring(0, line.indexOf(" | ")))
                .toList();
        assertThat(rows.stream().flatMap(row -> KEY.matcher(row).results().map(found -> found.group(1))))
                .containsExactlyInAnyOrderElementsOf(declared());
    }

    private static List<String> declared() {
        return new RedisFeatureFlagStoreProvider()
                .settings().stream().map(Setting::key).toList();
    }

    private static String failure(Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(settings);
        all.put("flipper.store", "redis");
        return catchThrowable(() -> ConfigurationTest.run(all, container -> {})).getMessage();
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
