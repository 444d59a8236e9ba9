package dev.flipper.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import dev.flipper.store.Change;
import dev.flipper.store.FeatureFlagStore;
import dev.flipper.store.FlagDefinition;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Creating, reading, removing and closing, one call after the other. */
abstract class OperationsContract extends StoreFixture {

    @Test
    void isEmptyAtFirst() {
        assertThat(store.get("absent")).as("get of a flag that was never there").isNull();
        assertThat(Visits.ofAll(store).flags())
                .as("the flags of a store that createStore has just made")
                .isEmpty();
    }

    @Test
    void tellsOfWhatKindItIs() {
        assertThat(store.status().kind()).as("the kind of its status").isNotBlank();
    }

    @Test
    void createStoresANewFlag() {
        FlagDefinition definition = flag("flag", Map.of("x", 1));
        created(definition);
        assertStored(store, "flag", definition);
    }

    @Test
    void createOfATakenNameChangesNothing() {
        FlagDefinition first = created("flag");
        FlagDefinition later = first.withEnabled(true).withClientData(Map.of("x", 1));
        assertThat(store.create(later)).as("create of a name that is taken").isFalse();
        assertThat(second.create(later))
                .as("create of a name that is taken through the other store")
                .isFalse();
        assertStored(second, "flag", first);
    }

    @Test
    void createKnowsWhatTheOtherStoreRemoved() {
        created("flag");
        present(second.delete("flag"), "delete of a flag that the other store created");
        FlagDefinition again = created(flag("flag", Map.of("life", 2)));
        assertStored(store, "flag", again);
    }

    @Test
    void deleteGivesWhatItRemoved() {
        FlagDefinition before = created(flag("flag", Map.of("x", 1)));
        assertThat(store.delete("flag")).as("delete").isEqualTo(new Change(before, null));
        assertStored(store, "flag", null);
        assertThat(Visits.ofAll(store).flags()).as("forEach").isEmpty();
        assertThat(store.delete("flag")).as("delete of a flag that is removed").isNull();
        assertThat(second.delete("flag"))
                .as("delete of a flag that the other store removed")
                .isNull();
    }

    @Test
    void deleteRemovesOneFlagOnly() {
        created("fla");
        created("flag");
        created("flags");
        store.delete("flag");
        assertStored(store, "fla", flag("fla"));
        assertStored(store, "flags", flag("flags"));
    }

    @Test
    void aFlagMadeAnewHasNothingOfTheOldOne() {
        created(flag("flag", Map.of("life", 1)));
        store.update("flag", flag -> flag.withEnabled(true));
        store.delete("flag");
        FlagDefinition again = created(flag("flag", Map.of("life", 2)));
        assertStored(store, "flag", again);
        assertThat(store.delete("flag")).isEqualTo(new Change(again, null));
    }

    @Test
    void aHandleFollowsAFlagThroughItsLives() {
        for (FeatureFlagStore writer : List.of(store, second)) {
            KeptSlot handle = new KeptSlot(writer, "flag");
            KeptSlot otherHandle = new KeptSlot(other(writer), "flag");
            assertRead(writer, handle, otherHandle, null);
            FlagDefinition definition = flag("flag");
            assertThat(writer.create(definition)).isTrue();
            assertRead(writer, handle, otherHandle, definition);
            writer.update("flag", flag -> flag.withEnabled(true));
            assertRead(writer, handle, otherHandle, definition.withEnabled(true));
            writer.delete("flag");
            assertRead(writer, handle, otherHandle, null);
            assertThat(writer.create(definition)).isTrue();
            assertRead(writer, handle, otherHandle, definition);
            writer.delete("flag");
            assertRead(writer, handle, otherHandle, null);
        }
    }

    private void assertRead(
            FeatureFlagStore writer, KeptSlot handle, KeptSlot otherHandle, @Nullable FlagDefinition expected) {
        assertFlag("flag", handle.get(), expected);
        eventually(other(writer), () -> assertFlag("flag", otherHandle.get(), expected));
    }

    @Test
    void refusesNulls() {
        created("flag");
        assertThatNullPointerException().as("get").isThrownBy(() -> store.get(nothing()));
        assertThatNullPointerException().as("create").isThrownBy(() -> store.create(nothing()));
        assertThatNullPointerException().as("update").isThrownBy(() -> store.update(nothing(), flag -> flag));
        assertThatNullPointerException().as("update").isThrownBy(() -> store.update("flag", nothing()));
        assertThatNullPointerException().as("delete").isThrownBy(() -> store.delete(nothing()));
        assertStored(store, "flag", flag("flag"));
    }

    /** What NullAway keeps Flipper's own code from handing over. */
    @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"})
    private static <T> T nothing() {
        return null;
    }

    @Test
    void closingTwiceIsHarmless() {
        store.close();
        store.close();
    }

    @Test
    void closingOneStoreLeavesTheOtherAlone() {
        FlagDefinition definition = created("flag");
        second.close();
        assertFlag("flag", store.get("flag"), definition);
        assertThat(store.delete("flag")).isEqualTo(new Change(definition, null));
    }
}
