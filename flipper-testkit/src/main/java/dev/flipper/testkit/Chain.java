package dev.flipper.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flipper.store.Change;
import dev.flipper.store.FlagDefinition;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The changes of one flag, each of which begins with the state that another one led to. */
final class Chain {

    private Chain() {}

    /** Checks changes that were collected in any order, none of which led to a state that was there before. */
    static void assertUnbroken(
            Collection<Change> changes, @Nullable FlagDefinition first, @Nullable FlagDefinition last) {
        Set<@Nullable FlagDefinition> befores = new HashSet<>();
        Set<@Nullable FlagDefinition> afters = new HashSet<>();
        for (Change change : changes) {
            assertThat(befores.add(change.before()))
                    .as("two changes were made on the same state, so that one is lost: %s", change.before())
                    .isTrue();
            assertThat(afters.add(change.after()))
                    .as("two changes led to the same state: %s", change.after())
                    .isTrue();
        }
        afters.add(first);
        befores.add(last);
        assertThat(befores)
                .as("the states before the changes and the last one, which are the first one and those after")
                .isEqualTo(afters);
    }

    /** Checks changes in the order in which they were told. */
    static void assertInOrder(
            Collection<Change> changes, @Nullable FlagDefinition first, @Nullable FlagDefinition last) {
        FlagDefinition state = first;
        for (Change change : changes) {
            assertThat(change.before()).as("the state before a change").isEqualTo(state);
            state = change.after();
        }
        assertThat(state).as("the state after the last change").isEqualTo(last);
    }
}
