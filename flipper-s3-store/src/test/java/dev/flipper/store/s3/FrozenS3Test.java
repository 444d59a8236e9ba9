package dev.flipper.store.s3;

import static dev.flipper.store.testing.StoreNode.assertFails;
import static dev.flipper.store.testing.StoreNode.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.flipper.Reason;
import dev.flipper.store.FlagDefinition;
import dev.flipper.store.testing.Local;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A server that stands still, as a machine that swaps: one can connect to it, but it answers nothing. */
@Timeout(value = 90, unit = TimeUnit.SECONDS)
class FrozenS3Test extends ServerFixture {

    private static final String SILENCE = "there was no answer within 400 ms";

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
                    .anyMatch(line -> line.startsWith("Changes by others in " + Stores.place(bucket)
                            + " are not told, as it cannot be watched: " + SILENCE)));
            node.assertAnswers();
            assertFails(() -> node.features.disable("on"))
                    .withMessage("The flag 'on' could not be read from " + Stores.place(bucket) + ": " + SILENCE);
            server.thaw();

            eventually(() -> assertThat(log.infos())
                    .contains("Changes by others in " + Stores.place(bucket) + " are told again"));
            eventually(() -> node.features.disable("on"));
            assertThat(node.evaluate("on").reason()).isEqualTo(Reason.DISABLED);
        }
    }

    /** The server carries out what it was sent, although nobody waits for the answer any more. */
    @ParameterizedTest
    @EnumSource
    void aChangeWhoseAnswerIsLostMayHaveBeenMade(Local local) {
        try (Node node = node(local)) {
            assertFails(() -> node.front.update("on", onceFrozen(flag -> flag.withEnabled(false))))
                    .withMessage("The flag 'on' could not be changed in " + Stores.place(bucket)
                            + ", or the answer was lost; which of the two is not known: " + SILENCE);
            assertThat(node.evaluate("on").reason()).isEqualTo(local == Local.NONE ? Reason.ERROR : Reason.ENABLED);
            server.thaw();

            eventually(() -> assertThat(node.evaluate("on").reason()).isIn(Reason.DISABLED, Reason.ENABLED));
            eventually(() -> assertThat(node.evaluate("on").enabled())
                    .isEqualTo(FlagDefinition.fromJson(bucket.get("on")).enabled()));
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
        List<Thread> own = StoreThreads.running();
        assertThat(own).isNotEmpty();
        node.close();

        eventually(() -> assertThat(own).noneMatch(Thread::isAlive));
        assertThat(log.warnings()).noneMatch(line -> line.contains("failed"));
    }

    @Test
    void whoIsInterruptedWhileHeWaitsIsToldAndStaysInterrupted() throws InterruptedException {
        try (Node node = node(Local.NONE)) {
            server.freeze();
            InterruptedCall call = InterruptedCall.of(() -> node.store.get("on"));
            server.thaw();

            assertThat(call.failure())
                    .hasMessage("The flag 'on' could not be read from " + Stores.place(bucket) + ": " + SILENCE);
            assertThat(call.staysInterrupted()).isTrue();
            eventually(node::assertAnswers);
        }
    }

    @Test
    void aChangeThatIsInterruptedMayHaveBeenMade() throws InterruptedException {
        try (Node node = node(Local.NONE)) {
            InterruptedCall call = InterruptedCall.of(
                    () -> node.store.update("on", onceFrozen(flag -> flag.withEnabled(false))),
                    () -> !server.isActive());
            server.thaw();

            assertThat(call.failure())
                    .hasMessage("The flag 'on' could not be changed in " + Stores.place(bucket)
                            + ", or the answer was lost; which of the two is not known: " + SILENCE);
            assertThat(call.staysInterrupted()).isTrue();
        }
    }

    /** It is not even asked. */
    @Test
    void whoIsInterruptedAlreadyIsToldSo() throws InterruptedException {
        try (Node node = node(Local.NONE)) {
            InterruptedCall call = InterruptedCall.before(() -> node.features.disable("on"));

            assertThat(call.failure())
                    .hasMessage("The flag 'on' could not be read from " + Stores.place(bucket)
                            + ": the thread was interrupted");
            assertThat(call.staysInterrupted()).isTrue();
            node.assertAnswers();
        }
    }
}
