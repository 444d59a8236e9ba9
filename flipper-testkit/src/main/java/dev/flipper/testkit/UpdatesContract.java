package dev.flipper.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.flipper.store.Change;
import dev.flipper.store.FlagDefinition;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What an update promises, one call after the other. */
abstract class UpdatesContract extends OperationsContract {

    @Test
    void updateGivesBothStatesAsStored() {
        FlagDefinition before = created("flag");
        Change change = present(store.update("flag", flag -> flag.withEnabled(true)), "update");
        assertFlag("flag", change.before(), before);
        assertFlag("flag", change.after(), before.withEnabled(true));
        assertStored(store, "flag", before.withEnabled(true));
    }

    @Test
    void updatesBuildOnThoseOfTheOtherStore() {
        FlagDefinition first = created("flag");
        FlagDefinition enabled = first.withEnabled(true);
        FlagDefinition both = enabled.withClientData(Map.of("x", 1));
        assertThat(second.update("flag", flag -> flag.withEnabled(true))).isEqualTo(new Change(first, enabled));
        assertThat(store.update("flag", flag -> flag.withClientData(Map.of("x", 1))))
                .isEqualTo(new Change(enabled, both));
        assertStored(store, "flag", both);
    }

    @Test
    void updateOfAnAbsentFlagGivesNullAndAsksNobody() {
        UnaryOperator<FlagDefinition> never = flag -> {
            throw new AssertionError("there is no flag to change: " + flag);
        };
        assertThat(store.update("flag", never)).as("update of an absent flag").isNull();
        created("flag");
        store.delete("flag");
        assertThat(store.update("flag", never)).isNull();
        assertThat(second.update("flag", never)).isNull();
        assertStored(store, "flag", null);
    }

    @Test
    void updateHandsOverWhatIsStored() {
        FlagDefinition before = created(flag("flag", Map.of("x", 1)));
        AtomicReference<@Nullable FlagDefinition> given = new AtomicReference<>();
        store.update("flag", flag -> {
            given.set(flag);
            return flag.withEnabled(true);
        });
        assertFlag("flag", given.get(), before);
    }

    @Test
    void anUpdateToTheSameInstanceGivesItTwice() {
        FlagDefinition before = created("flag");
        assertThat(store.update("flag", flag -> flag))
                .as("update to the same instance")
                .isEqualTo(new Change(before, before));
        assertStored(store, "flag", before);
    }

    @Test
    void anExceptionAbortsAnUpdateAndReachesTheCaller() {
        FlagDefinition before = created("flag");
        RuntimeException exception = new PlannedFailure();
        Error error = new LinkageError("thrown on purpose by the store contract");
        assertThat(catchThrowable(() -> store.update("flag", flag -> {
                    throw exception;
                })))
                .as("the exception of the function")
                .isSameAs(exception);
        assertThat(catchThrowable(() -> store.update("flag", flag -> {
                    throw error;
                })))
                .as("the error of the function")
                .isSameAs(error);
        assertStored(store, "flag", before);
    }

    @Test
    void anUpdateToNothingIsRefused() {
        FlagDefinition before = created("flag");
        assertThatNullPointerException()
                .as("update with a function that gives null; see FlagDefinition.changedBy")
                .isThrownBy(() -> store.update("flag", UpdatesContract::nothing));
        assertStored(store, "flag", before);
    }

    @SuppressWarnings("NullAway") // on purpose
    private static FlagDefinition nothing(FlagDefinition before) {
        return null;
    }

    @Test
    void anUpdateToAnotherNameIsRefused() {
        FlagDefinition before = created("flag");
        FlagDefinition taken = created("taken");
        assertThatIllegalArgumentException()
                .as("update with a function that gives another name; see FlagDefinition.changedBy")
                .isThrownBy(() -> store.update("flag", flag -> flag("other")));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> store.update("flag", flag -> flag("taken", Map.of("x", 1))));
        assertStored(store, "flag", before);
        assertStored(store, "other", null);
        assertStored(store, "taken", taken);
    }

    /** After a failure nothing is left behind, such as a lock or a transaction. */
    @Test
    void aFlagCanBeChangedAfterAnUpdateThatFailed() {
        FlagDefinition before = created("flag");
        RuntimeException exception = new PlannedFailure();
        assertThatExceptionOfType(PlannedFailure.class)
                .isThrownBy(() -> store.update("flag", flag -> {
                    throw exception;
                }));
        assertThat(second.update("flag", flag -> flag.withEnabled(true)))
                .isEqualTo(new Change(before, before.withEnabled(true)));
        assertThat(store.delete("flag")).isEqualTo(new Change(before.withEnabled(true), null));
    }
}
