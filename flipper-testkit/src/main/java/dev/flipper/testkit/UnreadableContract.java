package dev.flipper.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.flipper.FlagFormatException;
import dev.flipper.store.Change;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is stored as a flag and is none: it exists, harms no other, and can be removed. */
abstract class UnreadableContract extends ListingContract {

    private static final List<String> TEXTS = List.of("", "{", "[]", "not JSON", "{\"feature_name\": \"broken\"}");

    private void putBroken(String text) {
        assumeTrue(putText("broken", text), "there is no way to put a text in the place of a flag");
        eventually(store, () -> assertThat(Visits.ofAll(store).unreadable()).containsKey("broken"));
    }

    @Test
    void readingABrokenFlagSaysSo() {
        for (String text : TEXTS) {
            putBroken(text);
            assertThatExceptionOfType(FlagFormatException.class).isThrownBy(() -> store.get("broken"));
            assertThatExceptionOfType(FlagFormatException.class)
                    .isThrownBy(() -> store.update("broken", flag -> flag.withEnabled(true)));
            assertThatExceptionOfType(FlagFormatException.class).isThrownBy(() -> new KeptSlot(store, "broken").get());
        }
    }

    @Test
    void aBrokenFlagTakesItsName() {
        putBroken("{");
        assertThat(store.create(flag("broken")))
                .as("create of a name that an unreadable entry takes")
                .isFalse();
        assertThatExceptionOfType(FlagFormatException.class).isThrownBy(() -> store.get("broken"));
    }

    @Test
    void aBrokenFlagCanBeRemoved() {
        putBroken("{");
        assertThat(store.delete("broken")).as("delete of an unreadable entry").isEqualTo(new Change(null, null));
        assertStored(store, "broken", null);
        created("broken");
        assertStored(store, "broken", flag("broken"));
    }

    @Test
    void listsPassOverABrokenFlag() {
        List.of("a", "c", "z").forEach(this::created);
        putBroken("{");
        Visits visits = Visits.ofAll(store);
        assertThat(visits.names()).containsExactlyInAnyOrder("a", "c", "z");
        assertThat(visits.unreadable()).containsOnlyKeys("broken");
        assertThat(Visits.ofPage(store, 2, 1).names()).as("it is not counted").containsExactly("c", "z");
    }
}
