package dev.flipper.store.redis;

import static dev.flipper.store.testing.ToldInOrder.CONNECTED;
import static dev.flipper.store.testing.ToldInOrder.DISCONNECTED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.flipper.store.testing.ResourceFixture;
import dev.flipper.store.testing.ToldInOrder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.RedisProtocol;

/** What listeners hear of changes that others make, by any command. */
class ChangeWatchTest extends ResourceFixture {

    private RedisProcess server;
    private ToldInOrder told;

    private void watch(RedisVersion version, String... arguments) {
        server = opened(RedisProcess.start(version, arguments));
        watch(DefaultJedisClientConfig.builder().build());
    }

    private void watch(JedisClientConfig config) {
        RedisClient client = opened(RedisClient.builder()
                .hostAndPort(server.address())
                .clientConfig(config)
                .build());
        told = ToldInOrder.of(opened(RedisFeatureFlagStore.builder(client)
                .pollInterval(Duration.ofMillis(20))
                .build()));
    }

    @ParameterizedTest
    @EnumSource
    void everyKindOfChangeIsTold(RedisVersion version) {
        watch(version);
        List<List<String>> commands = List.of(
                List.of("SET", "features/set", "x"),
                List.of("MSET", "features/mset", "x", "other", "x"),
                List.of("APPEND", "features/append", "x"),
                List.of("COPY", "features/set", "features/copy"),
                List.of("DEL", "features/mset"),
                List.of("UNLINK", "features/append"),
                List.of("EVAL", "redis.call('SET', KEYS[1], 'x')", "1", "features/script"),
                List.of("RPUSH", "features/list", "x"));
        for (List<String> command : commands) {
            server.cli(command.toArray(String[]::new));
            String key = command.stream()
                    .filter(word -> word.startsWith("features/"))
                    .reduce((a, b) -> b)
                    .orElseThrow();
            assertThat("features/" + told.next()).as("after %s", command).isEqualTo(key);
        }
    }

    @Test
    void aRenamedFlagIsToldByBothNames() {
        watch(RedisVersion.EMBEDDED);
        server.cli("SET", "features/old", "x");
        assertThat(told.next()).isEqualTo("old");
        server.cli("RENAME", "features/old", "features/new");
        assertThat(List.of(told.next(), told.next())).containsExactlyInAnyOrder("old", "new");
    }

    @Test
    void aFlagThatExpiresIsTold() {
        watch(RedisVersion.EMBEDDED);
        server.cli("SET", "features/A", "x", "PX", "30");
        assertThat(told.next()).isEqualTo("A");
        assertThat(told.next()).isEqualTo("A");
        assertThat(server.cli("EXISTS", "features/A")).isEqualTo("0");
    }

    @Test
    void otherKeysAreNotTold() {
        watch(RedisVersion.EMBEDDED);
        for (String key : List.of("features", "feature/A", "features2/A", "Features/A", "A")) {
            server.cli("SET", key, "x");
        }
        server.cli("SET", "features/A", "x");
        assertThat(told.next()).isEqualTo("A");
    }

    @Test
    void whenAllKeysAreRemovedEverythingMayHaveChanged() {
        watch(RedisVersion.EMBEDDED);
        server.cli("FLUSHALL");
        assertThat(told.next()).isEqualTo(CONNECTED);
        server.cli("FLUSHDB");
        assertThat(told.next()).isEqualTo(CONNECTED);
    }

    /** In one step of the server, and told in one message. */
    @Test
    void manyChangesAtOnceAreAllTold() {
        watch(RedisVersion.EMBEDDED);
        List<String> command = new ArrayList<>(List.of("MSET"));
        for (int i = 0; i < 1000; i++) {
            command.addAll(List.of("features/" + i, "x"));
        }
        server.cli(command.toArray(String[]::new));
        List<String> names = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            names.add(told.next());
        }
        assertThat(names).doesNotHaveDuplicates().doesNotContain(CONNECTED, DISCONNECTED);
    }

    @ParameterizedTest
    @EnumSource
    void aClientOfTheNewerProtocolIsToldToo(RedisVersion version) {
        server = opened(RedisProcess.start(version));
        watch(DefaultJedisClientConfig.builder().protocol(RedisProtocol.RESP3).build());
        server.cli("SET", "features/A", "x");
        assertThat(told.next()).isEqualTo("A");
    }

    /** Longer than a read may take otherwise: that nothing is told is no failure. */
    @Test
    void silenceIsNoFailure() {
        server = opened(RedisProcess.start(RedisVersion.EMBEDDED));
        watch(DefaultJedisClientConfig.builder()
                .socketTimeoutMillis(50)
                .blockingSocketTimeoutMillis(1500)
                .build());
        assertThat(server.cli("BLPOP", "nothing", "2")).isEmpty();
        server.cli("SET", "features/A", "x");
        assertThat(told.next()).isEqualTo("A");
    }

    @Test
    void aUserWhoMayNotSubscribeHearsAgainAndAgainThatAnythingMayHaveChanged() {
        server = opened(RedisProcess.start(RedisVersion.INSTALLED));
        server.cli("ACL", "SETUSER", "app", "on", ">secret", "~*", "+@all", "resetchannels");
        watch(DefaultJedisClientConfig.builder().user("app").password("secret").build());
        for (int i = 0; i < 3; i++) {
            assertThat(told.next()).isEqualTo(CONNECTED);
        }
        server.cli("ACL", "SETUSER", "app", "allchannels");
        do {
            server.cli("SET", "features/A", "" + System.nanoTime());
        } while (!told.next().equals("A"));
    }

    @Test
    void keyspaceNotificationsAreHeardWhereKeysAreNotTracked() {
        server = opened(RedisProcess.start(
                RedisVersion.EMBEDDED, "--rename-command", "CLIENT", "", "--notify-keyspace-events", "KA"));
        RedisClient client = opened(RedisClient.create(server.uri()));
        told = ToldInOrder.of(opened(RedisFeatureFlagStore.builder(client)
                .pollInterval(Duration.ofHours(1))
                .build()));
        server.cli("SET", "features/a:b", "x");
        assertThat(told.next()).isEqualTo("a:b");
        server.cli("DEL", "features/a:b");
        assertThat(told.next()).isEqualTo("a:b");
    }

    @Test
    void theThreadsEndWithTheStore() throws InterruptedException {
        server = opened(RedisProcess.start(RedisVersion.EMBEDDED));
        RedisClient client = opened(RedisClient.create(server.uri()));
        List<Thread> threads = new ArrayList<>();
        RedisFeatureFlagStore store = RedisFeatureFlagStore.builder(client)
                .threadFactory(task -> {
                    Thread thread = new Thread(task);
                    threads.add(thread);
                    return thread;
                })
                .build();
        assertThat(threads).isEmpty();
        told = ToldInOrder.of(store);
        assertThat(threads).hasSize(2);

        store.close();

        for (Thread thread : threads) {
            thread.join(TimeUnit.SECONDS.toMillis(10));
            assertThat(thread.isAlive()).isFalse();
        }
        assertThat(told.next()).isEqualTo(DISCONNECTED);
        assertThat(client.ping()).as("the client stays open").isEqualTo("PONG");
    }
}
