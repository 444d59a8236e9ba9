package dev.flipper.store;

import static dev.flipper.store.SteeredStore.to;
import static dev.flipper.store.SteeredStore.version;
import static org.assertj.core.api.Assertions.assertThat;

import dev.flipper.Subscription;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a cache makes of what the store tells, and what it tells itself. */
class CachedStoreNotificationsTest {

    private final SteeredStore store = SteeredStore.notifying();
    private final CachedFeatureFlagStore cached = new CachedFeatureFlagStore(store);

    private void assertRead(String name, int version, int reads) {
        store.reads.set(0);
        assertThat(version(cached.get(name))).isEqualTo(version);
        assertThat(store.reads).as("reads").hasValue(reads);
    }

    @Test
    void keepsNothingBeforeTheStoreTellsOfChanges() {
        assertRead("a", 0, 1);
        store.put("a", 1);
        assertRead("a", 1, 1);
        store.tell(StoreListener::connected);
        assertRead("a", 1, 1);
        assertRead("a", 1, 0);
    }

    @Test
    void dropsAFlagThatHasChanged() {
        store.tell(StoreListener::connected);
        store.put("a", 1);
        store.put("b", 1);
        assertRead("a", 1, 1);
        assertRead("b", 1, 1);
        store.put("a", 2);
        store.put("b", 2);
        store.tell(listener -> listener.changed("a"));
        assertRead("a", 2, 1);
        assertRead("b", 1, 0);
        store.tell(listener -> listener.changed("b", new Change(null, null)));
        assertRead("b", 2, 1);
        store.tell(listener -> listener.changed("unknown"));
        assertRead("a", 2, 0);
    }

    @Test
    void dropsAllWhenTheStoreCannotTellWhatHasChanged() {
        store.tell(StoreListener::connected);
        store.put("a", 1);
        assertRead("a", 1, 1);
        store.put("a", 2);
        store.tell(StoreListener::connected);
        assertRead("a", 2, 1);
        assertRead("a", 2, 0);
    }

    @Test
    void readsThroughWhileTheStoreDoesNotTell() {
        store.tell(StoreListener::connected);
        store.put("a", 1);
        assertRead("a", 1, 1);
        store.tell(StoreListener::disconnected);
        store.put("a", 2);
        assertRead("a", 2, 1);
        store.put("a", 3);
        assertRead("a", 3, 1);
        store.tell(StoreListener::connected);
        assertRead("a", 3, 1);
        assertRead("a", 3, 0);
    }

    @Test
    void passesNotificationsOnUnderOneSubscription() {
        List<String> told = new ArrayList<>();
        Subscription subscription = cached.subscribe(new Teller(cached, told)).orElseThrow();
        store.tell(StoreListener::connected);
        store.tell(listener -> listener.changed("a"));
        store.tell(listener -> listener.changed("a", new Change(null, SteeredStore.flag("a", 7))));
        store.tell(StoreListener::disconnected);
        assertThat(told).containsExactly("connected", "changed a", "changed a to 7", "disconnected");
        subscription.close();
        store.tell(StoreListener::connected);
        assertThat(told).hasSize(4);
    }

    @Test
    void hasNothingToTellIfTheStoreHasNothing() {
        assertThat(new CachedFeatureFlagStore(SteeredStore.silent()).subscribe(new Teller(cached, new ArrayList<>())))
                .isEmpty();
    }

    /** Also if the listener is told before the cache is. */
    @Test
    void showsAChangeBeforeAListenerIsToldOfIt() {
        List<String> seen = new ArrayList<>();
        cached.subscribe(new Reader(cached, seen));
        StoreListener outer = store.last();
        store.put("a", 1);
        store.tell(StoreListener::connected);
        store.put("a", 2);
        outer.changed("a");
        store.put("a", 3);
        outer.changed("a", new Change(null, null));
        store.put("a", 4);
        outer.connected();
        assertThat(seen).containsExactly("1", "2", "3", "4");
    }

    @Test
    void tellsOfOwnChangesInTheThreadThatMakesThem() {
        MemoryFeatureFlagStore memory = new MemoryFeatureFlagStore();
        CachedFeatureFlagStore overMemory = new CachedFeatureFlagStore(memory);
        List<String> seen = new ArrayList<>();
        overMemory.create(SteeredStore.flag("a", 1));
        overMemory.subscribe(new Reader(overMemory, seen));
        assertThat(version(overMemory.get("a"))).isEqualTo(1);
        overMemory.update("a", to(2));
        memory.update("a", to(3));
        overMemory.delete("a");
        assertThat(seen).containsExactly("1", "2", "3", "0");
    }

    private record Teller(FeatureFlagStore store, List<String> told) implements StoreListener {
        @Override
        public void connected() {
            told.add("connected");
        }

        @Override
        public void changed(String flag) {
            told.add("changed " + flag);
        }

        @Override
        public void changed(String flag, Change change) {
            told.add("changed " + flag + " to " + version(change.after()));
        }

        @Override
        public void disconnected() {
            told.add("disconnected");
        }
    }

    /** Reads a flag whenever it is told of something. */
    private record Reader(FeatureFlagStore store, List<String> seen) implements StoreListener {
        @Override
        public void connected() {
            changed("a");
        }

        @Override
        public void changed(String flag) {
            seen.add(String.valueOf(version(store.get(flag))));
        }
    }
}
