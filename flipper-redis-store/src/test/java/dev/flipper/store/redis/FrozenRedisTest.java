package dev.flipper.store.redis;

import static dev.flipper.store.testing.StoreNode.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.flipper.Reason;
import dev.flipper.StoreException;
import dev.flipper.store.FlagDefinition;
import dev.flipper.store.testing.Local;
import dev.flipper.store.testing.LoggedLines;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A server that stands still, as a machine that swaps: one can connect to it, but it answers nothing. */
@Timeout(value = 30, unit = TimeUnit.SECONDS)
class FrozenRedisTest {

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

    private Node node(Local local) {
        Node node = Node.of(server, local);
        node.features.create("on", true);
        assertThat(node.features.isEnabled("on")).isTrue();
        return node;
    }

    @Test
    void aCheckThatIsNotAnsweredLocallyWaitsForTheTimeoutOnly() {
        try (Node node = node(Local.NONE)) {
            server.freeze();
            assertThat(node.evaluate("on").reason()).isEqualTo(Reason.ERROR);
            assertThat(node.features.isEnabled("on", true)).isTrue();
            assertThat(node.evaluate("on").detail()).contains("timed out");
            server.thaw();
            eventually(() -> assertThat(node.evaluate("on").reason()).isEqualTo(Reason.ENABLED));
        }
    }

    @ParameterizedTest
    @EnumSource(names = "NONE", mode = EnumSource.Mode.EXCLUDE)
    void checksGoOnWithWhatIsKnownAndChangesFail(Local local) {
        try (Node node = node(local)) {
            server.freeze();
            eventually(() -> assertThat(log.warnings())
                    .anyMatch(line -> line.startsWith("Changes by others in Redis at " + server + " are not told")));
            assertThat(node.evaluate("on").reason()).isEqualTo(Reason.ENABLED);
            assertThatExceptionOfType(StoreException.class)
                    .isThrownBy(() -> node.features.disable("on"))
                    .withMessageContaining("The flag 'on' could not be read from Redis at " + server + ": ")
                    .withMessageContaining("timed out");
            server.thaw();

            eventually(() ->
                    assertThat(log.infos()).contains("Changes by others in Redis at " + server + " are told again"));
            node.features.disable("on");
            assertThat(node.evaluate("on").reason()).isEqualTo(Reason.DISABLED);
        }
    }

    @Test
    void anOutageIsToldOnceByEachWhoNotices() {
        try (Node node = node(Local.MIRROR).awaitConnection()) {
            server.freeze();
            eventually(() -> assertThat(log.warnings()).hasSize(2));
            server.thaw();
            eventually(() -> assertThat(log.infos()).hasSize(2));
            assertThat(log.warnings()).hasSize(2);
            assertThat(log.infos()).contains("Changes by others in Redis at " + server + " are told again");
            assertThat(node.told).isEmpty();
        }
    }

    /** Redis carries out what it was sent, although nobody waits for the answer any more. */
    @ParameterizedTest
    @EnumSource
    void aChangeWhoseAnswerIsLostMayHaveBeenMade(Local local) {
        try (Node node = node(local)) {
            assertThatExceptionOfType(StoreException.class)
                    .isThrownBy(() -> node.front.update("on", onceFrozen(flag -> flag.withEnabled(false))))
                    .withMessageStartingWith("The flag 'on' could not be changed in Redis at " + server
                            + ", or the answer was lost; which of the two is not known: ")
                    .withMessageContaining("timed out");
            assertThat(node.evaluate("on").reason()).isEqualTo(local == Local.NONE ? Reason.ERROR : Reason.ENABLED);
            server.thaw();

            eventually(() -> assertThat(node.evaluate("on").reason()).isEqualTo(Reason.DISABLED));
        }
    }

    private UnaryOperator<FlagDefinition> onceFrozen(UnaryOperator<FlagDefinition> change) {
        return flag -> {
            server.freeze();
            return change.apply(flag);
        };
    }

    @ParameterizedTest
    @EnumSource
    void closingDoesNotWaitForTheServer(Local local) {
        Node node = node(local);
        List<Thread> own = threads();
        assertThat(own).isNotEmpty();
        server.freeze();
        node.close();

        eventually(() -> assertThat(own).noneMatch(Thread::isAlive));
        assertThat(log.warnings()).noneMatch(line -> line.contains("failed"));
    }

    /** The mirror's, and those of the store. */
    private static List<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.isAlive() && thread.getName().matches("flipper-(redis|mirror).*"))
                .toList();
    }
}
