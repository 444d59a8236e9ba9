package dev.flipper.store.consul;

import static dev.flipper.store.testing.StoreNode.assertFails;
import static dev.flipper.store.testing.StoreNode.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.flipper.Reason;
import dev.flipper.store.FlagDefinition;
import dev.flipper.store.testing.Local;
import dev.flipper.store.testing.LoggedLines;
import dev.flipper.store.testing.consul.ConsulProcess;
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
@Timeout(value = 90, unit = TimeUnit.SECONDS)
class FrozenConsulTest {

    private static final String SILENCE = "there was no answer within 400 ms";

    private final LoggedLines log = new LoggedLines();
    private ConsulProcess server;

    @BeforeEach
    void start() {
        server = ConsulProcess.forgetful();
    }

    @AfterEach
    void stop() {
        if (server != null) {
            server.close();
        }
        log.close();
    }

    private Node node(Local local) {
        return Node.of(server, local).withFlag();
    }

    @Test
    void aCheckThatIsNotAnsweredLocallyWaitsForTheTimeoutOnly() {
        try (Node node = node(Local.NONE)) {
            server.freeze();
            node.assertNoAnswer(SILENCE);
            server.thaw();
            eventually(node::assertAnswers);
        }
    }

    @ParameterizedTest
    @EnumSource(names = "NONE", mode = EnumSource.Mode.EXCLUDE)
    void checksGoOnWithWhatIsKnownAndChangesFail(Local local) {
        try (Node node = node(local)) {
            server.freeze();
            eventually(() -> assertThat(log.warnings())
                    .anyMatch(line -> line.startsWith("Changes by others in Consul at " + server + " are not told")));
            node.assertAnswers();
            assertFails(() -> node.features.disable("on"))
                    .withMessage("The flag 'on' could not be read from Consul at " + server + ": " + SILENCE);
            server.thaw();

            eventually(() ->
                    assertThat(log.infos()).contains("Changes by others in Consul at " + server + " are told again"));
            eventually(() -> node.features.disable("on"));
            assertThat(node.evaluate("on").reason()).isEqualTo(Reason.DISABLED);
        }
    }

    /** Consul carries out what it was sent, although nobody waits for the answer any more. */
    @ParameterizedTest
    @EnumSource
    void aChangeWhoseAnswerIsLostMayHaveBeenMade(Local local) {
        try (Node node = node(local)) {
            assertFails(() -> node.front.update("on", onceFrozen(flag -> flag.withEnabled(false))))
                    .withMessage("The flag 'on' could not be changed in Consul at " + server
                            + ", or the answer was lost; which of the two is not known: " + SILENCE);
            assertThat(node.evaluate("on").reason()).isEqualTo(local == Local.NONE ? Reason.ERROR : Reason.ENABLED);
            server.thaw();

            eventually(() -> assertThat(node.evaluate("on").reason()).isIn(Reason.DISABLED, Reason.ENABLED));
            eventually(() -> assertThat(node.evaluate("on").enabled())
                    .isEqualTo(FlagDefinition.fromJson(server.api().get("features/on"))
                            .enabled()));
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
        server.freeze();
        List<Thread> own = threads();
        assertThat(own).isNotEmpty();
        node.close();

        eventually(() -> assertThat(own).noneMatch(Thread::isAlive));
        assertThat(log.warnings()).noneMatch(line -> line.contains("failed"));
    }

    /** The mirror's, and those of the store. */
    private static List<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.isAlive() && thread.getName().matches("flipper-(consul|mirror).*"))
                .toList();
    }
}
