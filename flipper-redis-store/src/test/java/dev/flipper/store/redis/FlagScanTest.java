package dev.flipper.store.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.flipper.FlagFormatException;
import dev.flipper.StoreException;
import dev.flipper.store.FlagDefinition;
import dev.flipper.store.FlagVisitor;
import dev.flipper.store.testing.ResourceFixture;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Connection;
import redis.clients.jedis.RedisClient;

class FlagScanTest extends ResourceFixture {

    private RedisProcess server;
    private RedisClient client;

    @BeforeEach
    void start() {
        server = opened(RedisProcess.start(RedisVersion.EMBEDDED));
        client = opened(RedisClient.create(server.uri()));
    }

    private static String document(String name) {
        return FlagDefinition.of(name, true, Instant.EPOCH, Map.of()).toJson();
    }

    private static class Seen implements FlagVisitor {

        final List<String> flags = new ArrayList<>();
        final Map<String, FlagFormatException> unreadable = new LinkedHashMap<>();

        @Override
        public void flag(FlagDefinition definition) {
            flags.add(definition.name());
        }

        @Override
        public void unreadable(String name, FlagFormatException problem) {
            unreadable.put(name, problem);
        }
    }

    @Test
    void flagsAmongManyOtherKeysAreFoundInManyBatches() {
        List<String> others = new ArrayList<>();
        for (int i = 0; i < 2000; i++) {
            others.addAll(List.of("others/" + i, "x"));
        }
        client.mset(others.toArray(String[]::new));
        List<String> names = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            names.add("flag" + i);
            client.set("features/flag" + i, document("flag" + i));
        }
        Seen seen = new Seen();
        opened(RedisFeatureFlagStore.builder(client).scanBatchSize(10).build()).forEach(seen);
        assertThat(seen.flags).containsExactlyInAnyOrderElementsOf(names);
        assertThat(seen.unreadable).isEmpty();
    }

    /** As SCAN may while the number of keys changes, and a cluster while keys move. */
    @Test
    void aKeyThatIsMetTwiceIsShownOnce() {
        client.set("features/A", document("A"));
        RedisServers once = JedisServers.of(client, Duration.ofSeconds(1));
        List<String> shown = new ArrayList<>();
        new FlagScan(new VisitedTwice(once), new FlagKeys("features"), 10).forEach((flag, text) -> shown.add(flag));
        assertThat(shown).containsExactly("A");
    }

    private record VisitedTwice(RedisServers servers) implements RedisServers {

        @Override
        public <T> T read(byte[] key, Function<Connection, T> work) {
            return servers.read(key, work);
        }

        @Override
        public <T> T write(byte[] key, Function<Connection, T> work) {
            return servers.write(key, work);
        }

        @Override
        public List<RedisServer> all() {
            return servers.all();
        }

        @Override
        public void visit(Consumer<RedisServer> visitor) {
            servers.visit(visitor);
            servers.visit(visitor);
        }

        @Override
        public String where() {
            return servers.where();
        }

        @Override
        public void close() {
            servers.close();
        }
    }

    @Test
    void whatIsNoFlagIsShownAsSuch() {
        client.set("features/flag", document("flag"));
        client.hset("features/hash", "field", "value");
        client.rpush("features/list", "value");
        client.set("features/junk", "junk");
        client.set("features/alias", document("flag"));
        client.set("features/binary".getBytes(UTF_8), new byte[] {'{', (byte) 0xff, '}'});
        Seen seen = new Seen();
        RedisFeatureFlagStore store = opened(new RedisFeatureFlagStore(client));
        store.forEach(seen);
        assertThat(seen.flags).containsExactly("flag");
        assertThat(seen.unreadable).containsOnlyKeys("hash", "list", "junk", "alias", "binary");
        assertThat(seen.unreadable.get("alias"))
                .hasMessage("The stored flag 'alias' cannot be read: it says that its name is 'flag'");
        for (String name : seen.unreadable.keySet()) {
            assertThatExceptionOfType(FlagFormatException.class).as(name).isThrownBy(() -> store.get(name));
            assertThatExceptionOfType(FlagFormatException.class)
                    .as(name)
                    .isThrownBy(() -> store.update(name, flag -> flag.withEnabled(false)));
            assertThat(store.create(FlagDefinition.of(name, true, Instant.EPOCH, Map.of())))
                    .as(name)
                    .isFalse();
            assertThat(store.delete(name).before()).as(name).isNull();
        }
        assertThat(client.keys("*")).containsExactly("features/flag");
    }

    @Test
    void aFailureOfThePassReachesTheCaller() {
        server.cli("ACL", "SETUSER", "default", "-scan");
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> opened(new RedisFeatureFlagStore(client)).forEach(new Seen()))
                .withMessageStartingWith("The flags could not be read from Redis at " + server + ": NOPERM");
    }

    /** The cursor of one server leads another one past some of its keys: the table is in another order there. */
    @Test
    void aServerThatBeginsAnewMeanwhileIsAFailure() {
        for (int i = 0; i < 500; i++) {
            client.set("features/flag" + i, document("flag" + i));
        }
        server.cli("SAVE");
        RedisFeatureFlagStore store =
                opened(RedisFeatureFlagStore.builder(client).scanBatchSize(10).build());
        Seen seen = new Seen() {
            @Override
            public void flag(FlagDefinition definition) {
                if (flags.isEmpty()) {
                    server.kill();
                    server.start();
                }
                super.flag(definition);
            }
        };
        assertThatExceptionOfType(StoreException.class).isThrownBy(() -> store.forEach(seen));
        Seen again = new Seen();
        store.forEach(again);
        assertThat(again.flags).hasSize(500);
    }

    @Test
    void aVisitorMayAskTheStore() {
        for (String name : List.of("A", "B")) {
            client.set("features/" + name, document(name));
        }
        RedisFeatureFlagStore store = opened(new RedisFeatureFlagStore(client));
        List<FlagDefinition> found = new ArrayList<>();
        Seen asking = new Seen() {
            @Override
            public void flag(FlagDefinition definition) {
                found.add(store.get(definition.name()));
            }
        };
        store.forEach(asking);
        assertThat(found).hasSize(2).doesNotContainNull();
    }

    @Test
    void nothingIsReadThroughAClosedClient() {
        RedisFeatureFlagStore store = opened(new RedisFeatureFlagStore(client));
        client.close();
        assertThatExceptionOfType(StoreException.class).isThrownBy(() -> store.forEach(new Seen()));
    }
}
