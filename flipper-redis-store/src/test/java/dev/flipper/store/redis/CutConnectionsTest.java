package dev.flipper.store.redis;

import static dev.flipper.store.testing.StoreNode.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static redis.clients.jedis.Protocol.Command.CLIENT;

import dev.flipper.Reason;
import dev.flipper.StoreException;
import dev.flipper.store.FlagDefinition;
import dev.flipper.store.testing.Local;
import dev.flipper.store.testing.LoggedLines;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import redis.clients.jedis.AbstractTransaction;
import redis.clients.jedis.Jedis;

/** Connections that are cut, in use, or given up, while the server is well. */
class CutConnectionsTest {

    private static final int TIMES = 20;

    private final LoggedLines log = new LoggedLines();
    private RedisProcess server;

    @BeforeEach
    void start() {
        server = RedisProcess.start(RedisVersion.EMBEDDED);
    }

    @AfterEach
    void stop() {
        server.close();
        log.close();
    }

    /** Cut and changed in one step, so that nobody can have connected again in between. */
    @ParameterizedTest
    @EnumSource
    void noChangeIsMissedWhileTheConnectionIsCut(Local local) {
        try (Node node = Node.of(server, local);
                Node other = Node.of(server, Local.NONE)) {
            node.features.create("on", true);
            for (int i = 1; i <= TIMES; i++) {
                boolean enabled = i % 2 == 0;
                assertThat(node.features.isEnabled("on")).isEqualTo(!enabled);
                FlagDefinition changed = other.store.get("on").withEnabled(enabled);
                cutAnd(redis -> redis.set("features/on", changed.toJson()));

                eventually(() -> assertThat(node.features.isEnabled("on")).isEqualTo(enabled));
            }
            node.features.destroy("on");
        }
    }

    private void cutAnd(Consumer<AbstractTransaction> change) {
        try (Jedis jedis = new Jedis("127.0.0.1", server.port());
                AbstractTransaction step = jedis.multi()) {
            step.sendCommand(CLIENT, "KILL", "TYPE", "pubsub");
            step.sendCommand(CLIENT, "KILL", "TYPE", "normal");
            change.accept(step);
            step.exec();
        }
    }

    @Test
    void aConnectionThatComesBackByItselfIsNotTold() {
        try (Node node = Node.mirrored(server)) {
            node.features.create("on", true);
            node.awaitConnection();
            node.features.create("other", true);
            cutAnd(redis -> redis.del("features/on"));

            eventually(() -> assertThat(node.ended()).containsExactly("on"));
            node.awaitConnection();
            assertThat(log.warnings()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aPoolThatIsInUseIsWaitedForButNotForEver(Local local) {
        try (Node node = Node.of(server, local)) {
            node.features.create("on", true);
            assertThat(node.features.isEnabled("on")).isTrue();
            var pool = node.jedis.getPool();
            var borrowed =
                    IntStream.range(0, 4).mapToObj(i -> pool.getResource()).toList();
            String reason = "All 4 connections to Redis at " + server.address() + " were in use for "
                    + Node.TIMEOUT.toMillis() + " ms";
            assertThatExceptionOfType(StoreException.class)
                    .isThrownBy(() -> node.features.disable("on"))
                    .withMessage("The flag 'on' could not be read from Redis at " + server + ": " + reason);
            assertThat(node.evaluate("on").reason()).isEqualTo(local == Local.NONE ? Reason.ERROR : Reason.ENABLED);
            borrowed.forEach(pool::returnResource);
            node.features.disable("on");
        }
    }

    @Test
    void aClosedStoreSaysSo() {
        try (Node node = Node.of(server, Local.NONE)) {
            node.features.create("on", true);
            node.store.close();
            node.store.close();
            String message = "The flag 'on' could not be read from Redis at " + server + ": the store is closed";
            assertClosed(() -> node.store.get("on"), message);
            assertClosed(() -> node.store.create(FlagDefinition.fromJson(server.cli("GET", "features/on"))), message);
            assertClosed(() -> node.store.update("on", flag -> flag), message);
            assertClosed(() -> node.store.delete("on"), message);
            assertClosed(
                    () -> node.store.list(1, 0, new NoVisitor()),
                    "The flags could not be read from Redis at " + server + ": the store is closed");
            assertThat(node.evaluate("on").reason()).isEqualTo(Reason.ERROR);
            assertThat(server.cli("EXISTS", "features/on")).isEqualTo("1");
        }
    }

    @Test
    void aClientOfJedisThatIsClosedSaysSo() {
        try (Node node = Node.of(server, Local.NONE)) {
            node.jedis.close();
            assertClosed(
                    () -> node.features.create("on", true),
                    "The flag 'on' could not be read from Redis at " + server + ": There is no connection to Redis at "
                            + server + " any more");
        }
    }

    private static void assertClosed(Runnable call, String message) {
        assertThatExceptionOfType(StoreException.class).isThrownBy(call::run).withMessage(message);
    }
}
