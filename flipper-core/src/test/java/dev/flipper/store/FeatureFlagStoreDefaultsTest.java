package dev.flipper.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flipper.store.StoreStatus.State;
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
    void isOfAKindThatItsClassTells() {
        assertThat(store.status()).isEqualTo(new StoreStatus("TextStore", State.UNKNOWN, null, null));
        class RedisFeatureFlagStore extends TextStore {}
        assertThat(new RedisFeatureFlagStore().status().kind()).isEqualTo("redis");
        class ZooStore$Proxy$_$$_WeldSubclass extends TextStore {}
        assertThat(new ZooStore$Proxy$_$$_WeldSubclass().status().kind()).isEqualTo("ZooStore");
        assertThat(StoreStatus.kind(FeatureFlagStore.class)).isEqualTo("FeatureFlagStore");
        assertThat(new TextStore() {}.status().kind()).startsWith(getClass().getName() + "$");
    }

    @Test
    void whatStandsBeforeAStoreTellsOfBoth() {
        assertThat(new MemoryFeatureFlagStore().status())
                .isEqualTo(new StoreStatus("memory", State.CONNECTED, null, null));
        try (FeatureFlagStore wrapped = new CachedFeatureFlagStore(
                new ReplicatedFeatureFlagStore(new MemoryFeatureFlagStore(), new TextStore()))) {
            assertThat(wrapped.status())
                    .isEqualTo(new StoreStatus("memory, replicated, cached", State.CONNECTED, null, null));
        }
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
