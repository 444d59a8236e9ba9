package dev.flipper.store.redis;

import static dev.flipper.store.testing.StoreNode.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.flipper.Reason;
import dev.flipper.store.FlagDefinition;
import dev.flipper.store.testing.Local;
import dev.flipper.store.testing.LoggedLines;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Flags that end without anybody having destroyed them. */
class EmptiedRedisTest {

    private final LoggedLines log = new LoggedLines();
    private RedisProcess server;

    @AfterEach
    void stop() {
        server.close();
        log.close();
    }

    private Node node(RedisVersion version) {
        server = RedisProcess.start(version);
        Node node = Node.mirrored(server);
        node.features.create("a", true);
        node.features.create("b", true);
        return node.awaitConnection();
    }

    private List<String> lost() {
        return log.warnings().stream()
                .filter(line -> line.contains("no flags any more, where 2 were"))
                .toList();
    }

    /**
     * Waits until nothing is on its way any more of what has been done before: a flag that is read for that, and is
     * gone, is no sign of a store that has lost all.
     */
    private void settle(Node... nodes) {
        server.cli(
                "SET",
                "features/last",
                FlagDefinition.of("last", true, Instant.EPOCH, Map.of()).toJson());
        for (Node each : nodes) {
            eventually(() -> assertThat(each.evaluate("last").reason()).isEqualTo(Reason.ENABLED));
        }
        server.cli("DEL", "features/last");
        for (Node each : nodes) {
            eventually(() -> assertThat(each.ended()).contains("last"));
            each.told.clear();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "EMBEDDED, FLUSHALL", "EMBEDDED, FLUSHDB", "EMBEDDED, FLUSHALL ASYNC",
        "INSTALLED, FLUSHALL", "INSTALLED, FLUSHDB", "INSTALLED, FLUSHDB ASYNC"
    })
    void everyNodeIsEmptyAndSaysSo(RedisVersion version, String command) {
        try (Node node = node(version);
                Node other = Node.mirrored(server).awaitConnection()) {
            settle(node, other);
            server.cli(command.split(" "));

            for (Node each : List.of(node, other)) {
                eventually(() -> assertThat(each.ended()).containsExactly("a", "b"));
                assertThat(each.evaluate("a").reason()).isEqualTo(Reason.NOT_FOUND);
                assertThat(each.features.isEnabled("a", true)).isTrue();
            }
            assertThat(lost()).hasSize(2);
            assertThat(log.warnings()).hasSize(2);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aFlagThatExpiresIsGone(RedisVersion version) {
        try (Node node = node(version)) {
            server.cli("PEXPIRE", "features/a", "20");

            eventually(() -> assertThat(node.ended()).containsExactly("a"));
            assertThat(node.evaluate("a").reason()).isEqualTo(Reason.NOT_FOUND);
            assertThat(node.evaluate("b").reason()).isEqualTo(Reason.ENABLED);
            assertThat(log.warnings()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void flagsThatAreEvictedAreGone(RedisVersion version) {
        try (Node node = node(version)) {
            server.cli("CONFIG", "SET", "maxmemory-policy", "allkeys-random");
            server.cli("CONFIG", "SET", "maxmemory", "1");
            eventually(() -> assertThat(server.cli("DBSIZE")).isEqualTo("0"));

            eventually(() -> assertThat(node.ended()).containsExactly("a", "b"));
            assertThat(node.evaluate("a").reason()).isEqualTo(Reason.NOT_FOUND);
            server.cli("CONFIG", "SET", "maxmemory", "0");
            node.features.create("a", true);
            assertThat(node.evaluate("a").reason()).isEqualTo(Reason.ENABLED);
        }
    }

    @ParameterizedTest
    @EnumSource(names = "MIRROR", mode = EnumSource.Mode.EXCLUDE)
    void otherClientsSeeItToo(Local local) {
        server = RedisProcess.start(RedisVersion.EMBEDDED);
        try (Node node = Node.of(server, local)) {
            node.features.create("a", true);
            assertThat(node.evaluate("a").reason()).isEqualTo(Reason.ENABLED);
            server.cli("FLUSHALL");

            eventually(() -> assertThat(node.evaluate("a").reason()).isEqualTo(Reason.NOT_FOUND));
        }
    }
}
