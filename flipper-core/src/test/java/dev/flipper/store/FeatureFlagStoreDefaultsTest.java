package dev.flipper.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a backend gets that implements no more than it has to. */
class FeatureFlagStoreDefaultsTest {

    private final TextStore store = new TextStore();

    private static FlagDefinition flag(String name) {
        return FlagDefinition.of(name, false, Instant.EPOCH, Map.of());
    }

    @Test
    void listsInOrderOfCodePointsAndTellsOfWhatCannotBeRead() {
        for (String name : List.of("b", "😀", "\uff5e", "a")) {
            store.create(flag(name));
        }
        store.put("broken", "{");
        List<String> names = new ArrayList<>();
        store.list(2, 1, new NameVisitor(names));
        assertThat(names.get(0)).startsWith("unreadable broken: ");
        assertThat(names.subList(1, names.size()))
                .as("broken ones do not count")
                .containsExactly("b", "\uff5e");
    }

    @Test
    void cannotTellOfChanges() {
        assertThat(store.subscribe(flag -> {})).isEmpty();
    }

    @Test
    void holdsNoFlagInThisProcess() {
        store.create(flag("a"));
        assertThat(store.slot("a", "a".hashCode())).isNull();
    }

    @Test
    void aListenerNeedsToHearOfNamesOnly() {
        List<String> changed = new ArrayList<>();
        StoreListener listener = changed::add;
        listener.connected();
        listener.changed("a", new Change(null, null));
        listener.disconnected();
        assertThat(changed).containsExactly("a");
    }
}
