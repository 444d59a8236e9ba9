package dev.flipper.testkit;

import static dev.flipper.testkit.BrokenContract.failure;
import static org.assertj.core.api.Assertions.assertThat;

import dev.flipper.store.Change;
import dev.flipper.store.FlagDefinition;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What the author of a store gets to read. */
class FailureMessagesTest {

    private static final Duration PATIENCE = Duration.ofMillis(100);

    @Test
    void aRandomSequenceTellsItsSeedAndItsSteps() {
        Throwable failure = forgetting(RandomContract::doesWhatAMapDoes);
        assertThat(failure)
                .isInstanceOf(AssertionError.class)
                .hasMessageStartingWith("The random sequence with the seed 1 fails at its step ")
                .hasMessageContaining("\nstore.create \"")
                .hasMessageContaining(" with {x=")
                .hasMessageContaining("\nsecond.delete \"");
        assertThat(forgetting(RandomContract::doesWhatAMapDoes))
                .as("it fails in the same way each time")
                .hasMessage(failure.getMessage());
    }

    private static Throwable forgetting(BrokenContract.ContractTest test) {
        return failure(
                PATIENCE,
                backend -> new TextStore(backend) {
                    @Override
                    public Change delete(String name) {
                        FlagDefinition before = get(name);
                        return before == null ? null : new Change(before, null);
                    }
                },
                test);
    }

    @Test
    void whatWasNotToldIsNamed() {
        Throwable failure = failure(
                PATIENCE,
                backend -> new TextStore(backend) {
                    @Override
                    void tell(String name, Change change) {
                        if (change.after() != null) {
                            super.tell(name, change);
                        }
                    }
                },
                NotificationsContract::tellsOfItsOwnChanges);
        assertThat(failure)
                .hasMessage("The store has not told of a change of \"removed\" within PT0.1S; it has told:"
                        + " [CONNECTED , CHANGED created, CHANGED updated]");
    }

    @Test
    void aFlagThatIsNotAsExpectedIsShown() {
        Throwable failure = failure(
                PATIENCE,
                backend -> new TextStore(backend) {
                    @Override
                    public FlagDefinition get(String name) {
                        FlagDefinition stored = super.get(name);
                        return stored == null ? null : stored.withEnabled(false);
                    }
                },
                UpdatesContract::updateGivesBothStatesAsStored);
        assertThat(failure).hasMessageContaining("the flag \"flag\"").hasMessageContaining("\"is_enabled\": true");
    }
}
