package dev.flipper.store.redis;

import static dev.flipper.store.testing.StoreNode.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.flipper.Reason;
import dev.flipper.StoreException;
import dev.flipper.store.testing.Local;
import dev.flipper.store.testing.LoggedLines;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import redis.clients.jedis.exceptions.JedisConnectionException;

/** A server that ends without a word: nobody listens on its port until it is started again. */
class KilledRedisTest {

    private static final String[] KEEPS_ITS_DATA = {"--appendonly", "yes", "--appendfsync", "always"};

    private final LoggedLines log = new LoggedLines();
    private RedisProcess server;

    @AfterEach
    void stop() {
        server.close();
        log.close();
    }

    private RedisProcess start(String... arguments) {
        server = RedisProcess.start(RedisVersion.EMBEDDED, arguments);
        return server;
    }

    private Node node(Local local, String... arguments) {
        start(arguments);
        return node(local);
    }

    private Node node(Local local) {
        Node node = Node.of(server == null ? start() : server, local);
        node.features.create("on", true);
        assertThat(node.features.isEnabled("on")).isTrue();
        return node;
    }

    private void assertEachChangeFails(Node node) {
        assertFails(() -> node.features.disable("on"));
        assertFails(() -> node.features.destroy("on"));
        assertFails(() -> node.features.create("new", true));
    }

    private void assertFails(Runnable change) {
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(change::run)
                .withMessageMatching("The flag '(on|new)' could not be read from Redis at " + server + ": .*")
                .withCauseInstanceOf(JedisConnectionException.class);
    }

    @ParameterizedTest
    @EnumSource(names = "NONE", mode = EnumSource.Mode.EXCLUDE)
    void checksGoOnWithWhatIsKnownAndChangesFail(Local local) {
        try (Node node = node(local)) {
            server.kill();
            eventually(() -> assertThat(log.warnings())
                    .anyMatch(line -> line.startsWith("Changes by others in Redis at " + server + " are not told")));
            assertThat(node.evaluate("on").enabled()).isTrue();
            assertThat(node.evaluate("on").reason()).isEqualTo(Reason.ENABLED);
            assertEachChangeFails(node);
        }
    }

    @Test
    void aCheckThatIsNotAnsweredLocallyAnswersItsDefault() {
        try (Node node = node(Local.NONE)) {
            server.kill();
            assertThat(node.evaluate("on").reason()).isEqualTo(Reason.ERROR);
            assertThat(node.evaluate("on").detail()).contains("could not be read from Redis at " + server);
            assertThat(node.features.isEnabled("on")).isFalse();
            assertThat(node.features.isEnabled("on", true)).isTrue();
            assertEachChangeFails(node);
            assertFails(() -> node.features.exists("on"));
            assertThatExceptionOfType(StoreException.class)
                    .isThrownBy(node.features::list)
                    .withMessageStartingWith("The flags could not be read from Redis at " + server + ": ");
        }
    }

    @Test
    void anOutageIsToldOnceByEachWhoNotices() {
        try (Node node = node(Local.MIRROR, KEEPS_ITS_DATA).awaitConnection()) {
            server.kill();
            eventually(() -> assertThat(log.warnings()).hasSize(2));
            assertThat(log.warnings())
                    .anyMatch(line -> line.startsWith("Changes by others in Redis at " + server + " are not told"))
                    .anyMatch(line -> line.startsWith("The flags cannot be read from the RedisFeatureFlagStore: flags"
                            + " answer as they were read at "));
            assertThat(log.reasons())
                    .allMatch(reason -> reason.matches(".*(Failed to connect|Connection reset|end of stream).*"));
            server.start();

            eventually(() -> assertThat(log.infos()).hasSize(2));
            assertThat(log.infos())
                    .contains("Changes by others in Redis at " + server + " are told again")
                    .anyMatch(
                            line -> line.startsWith("All flags have been read from the RedisFeatureFlagStore, after"));
            assertThat(log.warnings()).hasSize(2);
            assertThat(node.told).isEmpty();
            node.features.disable("on");
            assertThat(node.features.isEnabled("on")).isFalse();
        }
    }

    /** Which is what a restart does to a Redis that keeps nothing on disk. */
    @Test
    void flagsThatWereLostAreGoneAndThatIsTold() {
        try (Node node = node(Local.MIRROR).awaitConnection()) {
            node.features.create("other", true);
            server.kill();
            server.start();

            eventually(() -> assertThat(node.ended()).containsExactly("on", "other"));
            assertThat(node.evaluate("on").reason()).isEqualTo(Reason.NOT_FOUND);
            assertThat(log.warnings())
                    .filteredOn(line -> line.contains("no flags any more"))
                    .containsExactly("The RedisFeatureFlagStore has no flags any more, where 2 were: checks answer"
                            + " their defaults. If nobody has removed them the store has lost its data");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aServerThatLoadsItsDataIsNotEmpty(Local local) {
        server = RedisProcess.start(RedisVersion.INSTALLED);
        try (Node node = node(local)) {
            IntStream.range(0, 50).forEach(i -> node.features.create("flag" + i, true));
            server.cli("SAVE");
            server.kill();
            server.arguments("--key-load-delay", "20000", "--loading-process-events-interval-bytes", "1024");
            CompletableFuture<Void> started = CompletableFuture.runAsync(server::start);

            eventually(() -> assertThatExceptionOfType(StoreException.class)
                    .isThrownBy(() -> node.features.disable("on"))
                    .withMessageContaining("LOADING"));
            assertThat(node.features.isEnabled("on", true)).isTrue();
            assertThat(started).isNotDone();
            started.join();

            eventually(() -> assertThat(node.evaluate("on").reason()).isEqualTo(Reason.ENABLED));
            assertThat(node.told).isEmpty();
            assertThat(log.warnings()).noneMatch(line -> line.contains("no flags any more"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void connectionsThatDiedIdleAreNotNoticed(Local local) {
        try (Node node = node(local, KEEPS_ITS_DATA)) {
            fillThePool(node);
            server.kill();
            server.start();
            node.features.disable("on");
            fillThePool(node);
            server.kill();
            server.start();
            node.features.create("new", true);
            fillThePool(node);
            server.kill();
            server.start();
            node.features.destroy("new");
            fillThePool(node);
            server.kill();
            server.start();
            assertThat(node.features.list()).hasSize(1);
            assertThat(node.evaluate("on").reason()).isEqualTo(Reason.DISABLED);
        }
    }

    private static void fillThePool(Node node) {
        var pool = node.jedis.getPool();
        var borrowed = IntStream.range(0, 3).mapToObj(i -> pool.getResource()).toList();
        borrowed.forEach(connection -> connection.ping());
        borrowed.forEach(pool::returnResource);
        assertThat(pool.getNumIdle()).isGreaterThanOrEqualTo(3);
    }

    @Test
    void aPasswordThatIsNotTakenAnyMoreIsAFailureLikeOthers() {
        try (Node node = withPassword("old")) {
            changePassword("new");

            eventually(() -> assertThat(log.warnings()).hasSize(2));
            assertThat(log.reasons()).allMatch(reason -> reason.contains("WRONGPASS"));
            assertThat(String.valueOf(log.reasons())).doesNotContain("old");
            assertThat(node.features.isEnabled("on")).isTrue();
            assertThatExceptionOfType(StoreException.class)
                    .isThrownBy(() -> node.features.disable("on"))
                    .withMessageContaining("WRONGPASS");
            changePassword("old");

            eventually(() -> assertThat(log.infos()).hasSize(2));
            node.features.disable("on");
        }
    }

    /** What Redis says then looks like a refusal of a command. */
    @Test
    void aPasswordThatIsNotAskedForAnyMoreIsAFailureLikeOthers() {
        try (Node node = withPassword("old")) {
            changePassword("");

            eventually(() -> assertThat(log.warnings()).hasSize(2));
            assertThat(log.reasons()).allMatch(reason -> reason.contains("called without any password configured"));
            assertThat(log.warnings()).noneMatch(line -> line.contains("refuses to track"));
            assertThat(node.features.isEnabled("on")).isTrue();
        }
    }

    private Node withPassword(String password) {
        Node node = Node.withPassword(start("--requirepass", password), Local.MIRROR, password);
        node.features.create("on", true);
        return node.awaitConnection();
    }

    /** As a restart with another one does it, but at once. */
    private void changePassword(String password) {
        server.cli("CONFIG", "SET", "requirepass", password);
        server.arguments("--requirepass", password);
        server.cli("CLIENT", "KILL", "TYPE", "normal");
        server.cli("CLIENT", "KILL", "TYPE", "pubsub");
    }
}
