package dev.flipper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.flipper.store.Change;
import dev.flipper.store.FlagDefinition;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the change of a caller throws, and what stores make of it. */
class GuardedChangeTest {

    private static final FlagDefinition FLAG = FlagDefinition.of("flag", false, Instant.EPOCH, Map.of());

    private final IllegalArgumentException refused = new IllegalArgumentException("refused");
    private boolean refuses = true;
    private final GuardedChange change = new GuardedChange("flag", definition -> {
        if (refuses) {
            throw refused;
        }
        return definition.withEnabled(true);
    });

    @Test
    void reachesTheCallerAsItIsFromAStoreThatWrapsIt() {
        assertThat(catchThrowable(() -> change.outcome(() -> {
                    Throwable thrown = catchThrowable(() -> change.apply(FLAG));
                    throw new StoreException("transaction rolled back", thrown);
                })))
                .isSameAs(refused);
    }

    @Test
    void reachesTheCallerFromAStoreThatHidesIt() {
        assertThat(catchThrowable(() -> change.outcome(() -> {
                    assertThat(catchThrowable(() -> change.apply(FLAG))).isSameAs(refused);
                    return new Change(FLAG, FLAG);
                })))
                .isSameAs(refused);
    }

    /** After a conflict with another writer it may well succeed, or the store may fail for reasons of its own. */
    @Test
    void onlyTheLastAttemptCounts() {
        assertThat(catchThrowable(() -> change.apply(FLAG))).isSameAs(refused);
        refuses = false;
        assertThat(change.<FlagDefinition>outcome(() -> change.apply(FLAG)).enabled())
                .isTrue();
        StoreException failure = new StoreException("timeout", null);
        assertThat(catchThrowable(() -> change.outcome(() -> {
                    throw failure;
                })))
                .isSameAs(failure);
    }

    @Test
    void isNotAskedForAnotherFlag() {
        FlagDefinition other = FlagDefinition.of("other", false, Instant.EPOCH, Map.of());
        assertThat(catchThrowable(() -> change.outcome(() -> change.apply(other))))
                .isInstanceOf(WrongAnswerException.class)
                .hasMessage("it gave a flag of the name 'other'");
        assertThat(catchThrowable(() -> change.apply(null))).hasMessage("it gave no flag");
    }
}
