package dev.flipper.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.flipper.LogCapture;
import dev.flipper.Subscription;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class MemoryFeatureFlagStoreTest {

    private final MemoryFeatureFlagStore store = new MemoryFeatureFlagStore();

    private static FlagDefinition flag(String name) {
        return FlagDefinition.of(name, false, Instant.EPOCH, Map.of());
    }

    @Test
    void createsOnlyWhatIsNotThere() {
        FlagDefinition first = flag("a");
        assertThat(store.create(first)).isTrue();
        assertThat(store.create(first.withEnabled(true))).isFalse();
        assertThat(store.get("a")).isSameAs(first);
    }

    @Test
    void keepsADefinitionAsItIs() {
        FlagDefinition odd = FlagDefinition.fromJson(
                "{\"x\": 1, \"feature_name\": \"\", \"is_enabled\": true, \"meta\": {\"created_date\": 1.5}}");
        store.create(odd);
        assertThat(store.get("").toJson()).isEqualTo(odd.toJson());
    }

    @Test
    void updatesGiveBothStates() {
        FlagDefinition before = flag("a");
        store.create(before);
        Change change = store.update("a", flag -> flag.withEnabled(true));
        assertThat(change).isEqualTo(new Change(before, before.withEnabled(true)));
        assertThat(store.get("a")).isSameAs(change.after());
        assertThat(store.update("absent", flag -> flag)).isNull();
    }

    @Test
    void anUpdateThatFailsChangesNothing() {
        FlagDefinition before = flag("a");
        store.create(before);
        IllegalStateException failure = new IllegalStateException();
        assertThat(catchThrowable(() -> store.update("a", flag -> {
                    throw failure;
                })))
                .isSameAs(failure);
        assertThatNullPointerException().isThrownBy(() -> store.update("a", flag -> null));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> store.update("a", flag -> flag("b")))
                .withMessage("The change of the flag 'a' gave a flag of the name 'b'");
        assertThat(store.get("a")).isSameAs(before);
        assertThat(store.get("b")).isNull();
    }

    @Test
    void anUpdateRunsAgainOnTheOutcomeOfAnother() {
        store.create(flag("a"));
        AtomicInteger runs = new AtomicInteger();
        store.update("a", flag -> {
            if (runs.incrementAndGet() == 1) {
                store.update("a", other -> other.withClientData(Map.of("x", 1)));
            }
            return flag.withEnabled(true);
        });
        assertThat(runs).hasValue(2);
        assertThat(store.get("a").enabled()).isTrue();
        assertThat(store.get("a").metadata().clientData()).isEqualTo(Map.of("x", 1));
    }

    @Test
    void anUpdateMeetsARemoval() {
        store.create(flag("a"));
        Change change = store.update("a", flag -> {
            store.delete("a");
            return flag.withEnabled(true);
        });
        assertThat(change).isNull();
        assertThat(store.get("a")).isNull();
    }

    /** The first slot is gone for good: the update must not write into the flag that took its place. */
    @Test
    void anUpdateMeetsAFlagOfTheSameNameMadeAnew() {
        store.create(flag("a"));
        FlagDefinition anew = flag("a").withClientData(Map.of("new", true));
        AtomicInteger runs = new AtomicInteger();
        store.update("a", flag -> {
            if (runs.incrementAndGet() == 1) {
                store.delete("a");
                store.create(anew);
            }
            return flag.withEnabled(true);
        });
        assertThat(store.get("a").metadata().clientData()).isEqualTo(Map.of("new", true));
    }

    @Test
    void deletesGiveWhatWasThere() {
        FlagDefinition before = flag("a");
        store.create(before);
        assertThat(store.delete("a")).isEqualTo(new Change(before, null));
        assertThat(store.delete("a")).isNull();
        assertThat(store.get("a")).isNull();
        assertThat(store.create(before)).isTrue();
    }

    @Test
    void listsInOrderOfCodePoints() {
        for (String name : List.of("b", "😀", "\uff5e", "a", "Z", "aa")) {
            store.create(flag(name));
        }
        store.delete("b");
        assertThat(names(10, 0)).containsExactly("Z", "a", "aa", "\uff5e", "😀");
        assertThat(names(2, 1)).containsExactly("a", "aa");
        assertThat(names(2, 4)).containsExactly("😀");
        assertThat(names(2, 5)).isEmpty();
        assertThat(names(0, 0)).isEmpty();
        assertThat(names(Integer.MAX_VALUE, Integer.MAX_VALUE)).isEmpty();
        assertThat(names(Integer.MAX_VALUE, 4)).containsExactly("😀");
    }

    private List<String> names(int limit, int offset) {
        List<String> names = new ArrayList<>();
        store.list(limit, offset, new NameVisitor(names));
        return names;
    }

    @Test
    void aHandleFollowsAFlagThroughItsLives() {
        Supplier<FlagDefinition> reader = new KeptSlot(store, "a");
        assertThat(reader.get()).isNull();
        store.create(flag("a"));
        assertThat(reader.get()).isSameAs(store.get("a"));
        store.update("a", flag -> flag.withEnabled(true));
        assertThat(reader.get().enabled()).isTrue();
        store.delete("a");
        assertThat(reader.get()).isNull();
        store.create(flag("a"));
        assertThat(reader.get().enabled()).isFalse();
    }

    @Test
    void tellsOfEachChangeOnce() {
        List<String> told = new ArrayList<>();
        Subscription subscription = store.subscribe(new Teller(told)).orElseThrow();
        FlagDefinition before = flag("a");
        store.create(before);
        store.create(before);
        store.update("a", flag -> flag);
        store.update("a", flag -> flag.withEnabled(true));
        store.delete("a");
        store.delete("a");
        subscription.close();
        subscription.close();
        store.create(before);
        assertThat(told).containsExactly("connected", "null -> false", "false -> true", "true -> null");
    }

    private record Teller(List<String> told) implements StoreListener {
        @Override
        public void connected() {
            told.add("connected");
        }

        @Override
        public void changed(String flag) {
            told.add(flag);
        }

        @Override
        public void changed(String flag, Change change) {
            told.add(enabled(change.before()) + " -> " + enabled(change.after()));
        }

        private static Boolean enabled(FlagDefinition definition) {
            return definition == null ? null : definition.enabled();
        }
    }

    @Test
    void aListenerRegisteredTwiceIsRemovedOnceForEachClosing() {
        List<String> told = new ArrayList<>();
        StoreListener listener = told::add;
        Subscription first = store.subscribe(listener).orElseThrow();
        assertThat(store.subscribe(listener)).isPresent();
        first.close();
        first.close();
        store.create(flag("a"));
        assertThat(told).containsExactly("a");
    }

    @Test
    void aListenerThatFailsDoesNotHinderTheOthers() {
        List<String> told = new ArrayList<>();
        LinkageError failure = new NoClassDefFoundError("gone");
        store.subscribe(flag -> {
            throw failure;
        });
        store.subscribe(told::add);
        try (LogCapture log = new LogCapture()) {
            assertThat(store.create(flag("a"))).isTrue();
            assertThat(log.errors()).containsExactly("A listener to the store failed");
            assertThat(log.thrown()).containsExactly(failure);
        }
        assertThat(told).containsExactly("a");
    }

    @Test
    void aListenerThatFailsAtOnceStaysSubscribed() {
        List<String> told = new ArrayList<>();
        StoreListener listener = new StoreListener() {
            @Override
            public void connected() {
                throw new IllegalStateException("not ready");
            }

            @Override
            public void changed(String flag) {
                told.add(flag);
            }
        };
        try (LogCapture log = new LogCapture()) {
            Subscription subscription = store.subscribe(listener).orElseThrow();
            store.create(flag("a"));
            subscription.close();
            assertThat(log.errors()).containsExactly("A listener to the store failed");
        }
        store.create(flag("b"));
        assertThat(told).containsExactly("a");
    }

    @Test
    void aRewriteThatChangesNothingIsNoChange() {
        store.create(flag("a"));
        List<String> told = new ArrayList<>();
        store.subscribe(told::add);
        assertThat(store.update("a", definition -> FlagDefinition.fromJson(definition.toJson())))
                .isNotNull();
        assertThat(told).isEmpty();
    }

    @Test
    void staysReadableAfterClosing() {
        store.create(flag("a"));
        store.close();
        store.close();
        assertThat(store.get("a")).isNotNull();
    }

    @Test
    void refusesNulls() {
        assertThatNullPointerException().isThrownBy(() -> store.get(null));
        assertThatNullPointerException().isThrownBy(() -> store.slot(null, 0));
        assertThatNullPointerException().isThrownBy(() -> store.create(null));
        assertThatNullPointerException().isThrownBy(() -> store.update(null, flag -> flag));
        assertThatNullPointerException().isThrownBy(() -> store.delete(null));
        assertThatNullPointerException().isThrownBy(() -> store.subscribe(null)).withMessage("listener");
    }
}
