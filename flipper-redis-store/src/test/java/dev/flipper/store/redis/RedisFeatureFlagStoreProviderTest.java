package dev.flipper.store.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.flipper.FeatureFlagClient;
import dev.flipper.StoreException;
import dev.flipper.store.FeatureFlagStore;
import dev.flipper.store.FeatureFlagStoreProvider;
import dev.flipper.store.FlagDefinition;
import dev.flipper.store.StoreSettings;
import dev.flipper.store.testing.FreePorts;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import redis.clients.jedis.exceptions.JedisAccessControlException;

/** Stores that settings make, against real servers. */
class RedisFeatureFlagStoreProviderTest {

    private static final FlagDefinition FLAG =
            FlagDefinition.of("IMPROVED_HORSE_SOUNDS", true, Instant.EPOCH, Map.of());

    static FeatureFlagStore open(String uri, String... more) {
        Map<String, String> texts = new HashMap<>();
        texts.put("redis.uri", uri);
        for (int i = 0; i < more.length; i += 2) {
            texts.put("redis." + more[i], more[i + 1]);
        }
        return new RedisFeatureFlagStoreProvider().open(StoreSettings.of(texts));
    }

    private static void assertWorks(FeatureFlagStore store) {
        assertThat(store.create(FLAG)).isTrue();
        assertThat(store.get(FLAG.name())).isEqualTo(FLAG);
    }

    @Test
    void isFoundByItsName() {
        List<String> names = ServiceLoader.load(FeatureFlagStoreProvider.class).stream()
                .map(provider -> provider.get().name())
                .toList();
        assertThat(names).contains("redis");
    }

    @Test
    void whatDoesNotGoTogetherOpensNothing() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> open("redis://a,redis://b"))
                .withMessageStartingWith("redis.uri has 2 addresses");
    }

    @ParameterizedTest
    @EnumSource
    void settingsSayWhereAndHow(RedisVersion version) {
        try (RedisProcess server = RedisProcess.start(version);
                FeatureFlagStore store = open(server.uri() + "/3", "base-key", "stable", "scan-batch", "1")) {
            assertWorks(store);
            assertThat(server.cli("INFO", "keyspace")).contains("db3:keys=1").doesNotContain("db0");
            assertThat(server.cli("CLIENT", "LIST")).contains("name=flipper");
            try (FeatureFlagStore elsewhere = open(server.uri().toString(), "database", "3")) {
                assertThat(elsewhere.get(FLAG.name())).isNull();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void aPasswordIsGiven(RedisVersion version) {
        try (RedisProcess server = RedisProcess.start(version, "--requirepass", "hay,stack/%")) {
            try (FeatureFlagStore store = open("redis://:hay%2Cstack%2F%25@" + server)) {
                assertWorks(store);
            }
            try (FeatureFlagStore store = open(server.uri().toString(), "password", "hay,stack/%")) {
                assertThat(store.get(FLAG.name())).isEqualTo(FLAG);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void aUserNeedsTheRightsOfTheGuideAndNoMore(RedisVersion version) throws IOException {
        try (RedisProcess server = RedisProcess.start(version)) {
            server.cli(rights());
            FeatureFlagStore store = open("redis://horses:password@" + server);
            try (FeatureFlagClient features = FeatureFlagClient.open(store);
                    ToldChanges changes = new ToldChanges(store)) {
                changes.awaitConnected(1);
                features.create(FLAG.name());
                features.enable(FLAG.name());
                assertThat(features.isEnabled(FLAG.name())).isTrue();
                assertThat(features.list()).hasSize(1);
                server.cli("SET", "features/" + FLAG.name(), FLAG.toJson());
                changes.awaitChanged(FLAG.name());
                features.destroy(FLAG.name());
            }
            assertThat(server.cli("ACL", "LOG")).isEmpty();
        }
    }

    @Test
    void anotherDatabaseNeedsOneRightMore() throws IOException {
        try (RedisProcess server = RedisProcess.start(RedisVersion.EMBEDDED);
                FeatureFlagStore store = open("redis://horses:password@" + server + "/1")) {
            server.cli(rights("+select"));
            assertWorks(store);
            assertThat(server.cli("ACL", "LOG")).isEmpty();
        }
    }

    @Test
    void nothingIsLeftOfAStoreThatIsClosed() {
        try (RedisProcess server = RedisProcess.start(RedisVersion.EMBEDDED)) {
            try (FeatureFlagStore store = open(server.uri().toString());
                    ToldChanges changes = new ToldChanges(store)) {
                changes.awaitConnected(1);
                assertWorks(store);
                assertThat(threads()).contains("flipper-redis", "commons-pool-evictor");
            }
            await("threads")
                    .untilAsserted(() -> assertThat(threads()).doesNotContain("flipper-redis", "commons-pool-evictor"));
            await("connections").until(() -> !server.cli("CLIENT", "LIST").contains("name=flipper"));
        }
    }

    private static Set<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(Thread::isAlive)
                .map(Thread::getName)
                .collect(Collectors.toSet());
    }

    @ParameterizedTest
    @EnumSource
    void aWrongPasswordIsToldAndNotShown(RedisVersion version) {
        try (RedisProcess server = RedisProcess.start(version, "--requirepass", "hay")) {
            try (FeatureFlagStore store = open("redis://:hunter2@" + server)) {
                StoreException failure = catchThrowableOfType(StoreException.class, () -> store.get(FLAG.name()));
                assertThat(failure)
                        .hasMessageContaining("WRONGPASS invalid username-password pair")
                        .hasCauseInstanceOf(JedisAccessControlException.class);
                assertThat(trace(failure)).doesNotContain("hunter2");
            }
            try (FeatureFlagStore store = open(server.uri().toString())) {
                assertThatExceptionOfType(StoreException.class)
                        .isThrownBy(() -> store.get(FLAG.name()))
                        .withMessageContaining("NOAUTH Authentication required");
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatIsAwayAtTheStartIsThereLater(RedisVersion version) {
        try (RedisProcess server = RedisProcess.start(version)) {
            server.kill();
            try (FeatureFlagStore store = open(server.uri().toString(), "pool.min-idle", "2");
                    ToldChanges changes = new ToldChanges(store)) {
                assertThatExceptionOfType(StoreException.class)
                        .isThrownBy(() -> store.get(FLAG.name()))
                        .withMessageContaining("Failed to connect to " + server);
                server.start();
                changes.awaitConnected(1);
                assertWorks(store);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void aClusterIsKnownByAnyOfItsNodes(RedisVersion version) throws IOException {
        String[] rights = rights("+cluster|slots", "+cluster|nodes", "+asking");
        try (RedisClusterProcesses nodes = RedisClusterProcesses.start(version, 0)) {
            List<RedisProcess> masters = nodes.masters();
            masters.forEach(node -> node.cli(rights));
            String uri = "redis://horses:password@127.0.0.1:" + FreePorts.next() + ","
                    + masters.get(0).uri();
            try (FeatureFlagStore store = open(uri, "mode", "cluster");
                    ToldChanges changes = new ToldChanges(store)) {
                changes.awaitConnected(1);
                for (int i = 0; i < 10; i++) {
                    store.create(FlagDefinition.of("HORSE_" + i, true, Instant.EPOCH, Map.of()));
                    assertThat(store.get("HORSE_" + i)).isNotNull();
                    changes.awaitChanged("HORSE_" + i);
                }
            }
            assertThat(masters).allMatch(node -> node.cli("ACL", "LOG").isEmpty());
        }
    }

    @Test
    void aClusterThatIsAwayAtTheStartIsThereLater() {
        try (RedisClusterProcesses cluster = RedisClusterProcesses.start(RedisVersion.EMBEDDED, 0)) {
            List<RedisProcess> nodes = cluster.masters();
            nodes.forEach(RedisProcess::kill);
            RedisProcess first = nodes.get(0);
            try (FeatureFlagStore store = open(first.uri().toString(), "mode", "cluster");
                    ToldChanges changes = new ToldChanges(store)) {
                assertThatExceptionOfType(StoreException.class)
                        .isThrownBy(() -> store.get(FLAG.name()))
                        .withMessageStartingWith("The flag 'IMPROVED_HORSE_SOUNDS' could not be read from Redis at the"
                                + " cluster " + first + ": No node of the cluster [" + first + "] has told its slots:"
                                + " Failed to connect to " + first);
                nodes.forEach(RedisProcess::start);
                changes.awaitConnected(1);
                await("the cluster is up")
                        .atMost(Duration.ofSeconds(30))
                        .ignoreExceptionsInstanceOf(StoreException.class)
                        .until(() -> store.create(FLAG));
            }
        }
    }

    /** Gives the words of the command in the guide, and more rights. */
    private static String[] rights(String... more) throws IOException {
        String command = Files.readAllLines(Path.of("..", "docs", "stores.md")).stream()
                .filter(line -> line.startsWith("ACL SETUSER"))
                .findFirst()
                .orElseThrow();
        return Stream.concat(Stream.of(command.split(" ")), Stream.of(more)).toArray(String[]::new);
    }

    private static String trace(Throwable failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        return text.toString();
    }
}
