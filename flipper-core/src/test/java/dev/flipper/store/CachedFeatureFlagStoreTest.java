package dev.flipper.store;

import static dev.flipper.store.SteeredStore.flag;
import static dev.flipper.store.SteeredStore.to;
import static dev.flipper.store.SteeredStore.version;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.flipper.FlagFormatException;
import dev.flipper.LogCapture;
import dev.flipper.StoreException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class CachedFeatureFlagStoreTest {

    private final SteeredStore store = SteeredStore.silent();
    private final CachedFeatureFlagStore cached = new CachedFeatureFlagStore(store);
    private final AtomicLong time = new AtomicLong(Long.MAX_VALUE - 10);

    private CachedFeatureFlagStore living(Duration time) {
        return CachedFeatureFlagStore.builder(store)
                .timeToLive(time)
                .ticker(this.time::get)
                .build();
    }

    @Test
    void readsAFlagOnce() {
        store.put("a", 1);
        assertThat(version(cached.get("a"))).isEqualTo(1);
        store.put("a", 2);
        assertThat(version(cached.get("a"))).isEqualTo(1);
        assertThat(version(new KeptSlot(cached, "a").get())).isEqualTo(1);
        assertThat(store.reads).hasValue(1);
    }

    @Test
    void readsAnAbsentFlagOnce() {
        assertThat(cached.get("a")).isNull();
        assertThat(cached.get("a")).isNull();
        assertThat(store.reads).hasValue(1);
    }

    @Test
    void readsWhatIsNoFlagOnce() {
        store.unreadable = "a";
        Throwable first = catchThrowable(() -> cached.get("a"));
        assertThat(first).isInstanceOf(FlagFormatException.class);
        assertThatExceptionOfType(FlagFormatException.class).isThrownBy(() -> cached.get("a"));
        assertThat(store.reads).hasValue(1);
    }

    @Test
    void showsOwnWritesAtOnce() {
        assertThat(cached.get("a")).isNull();
        assertThat(cached.create(flag("a", 1))).isTrue();
        assertThat(version(cached.get("a"))).isEqualTo(1);
        Change change = cached.update("a", to(2));
        assertThat(cached.get("a")).isSameAs(change.after());
        assertThat(cached.delete("a").before()).isSameAs(change.after());
        assertThat(cached.get("a")).isNull();
    }

    @Test
    void saysOfWritesWhatTheStoreSays() {
        store.put("a", 1);
        assertThat(cached.create(flag("a", 2))).isFalse();
        assertThat(cached.update("b", to(2))).isNull();
        assertThat(cached.delete("b")).isNull();
        assertThat(version(cached.get("a"))).isEqualTo(1);
    }

    @Test
    void aWriteThatFindsTheFlagOtherwiseOutdatesIt() {
        assertThat(cached.get("a")).isNull();
        store.put("a", 1);
        assertThat(cached.create(flag("a", 2))).isFalse();
        assertThat(version(cached.get("a"))).isEqualTo(1);
        store.put("a", 3);
        assertThatIllegalStateException()
                .isThrownBy(() -> cached.update("a", before -> {
                    throw new IllegalStateException();
                }));
        assertThat(version(cached.get("a"))).isEqualTo(3);
    }

    @Test
    void readsAgainAfterItsTimeToLive() {
        CachedFeatureFlagStore living = living(Duration.ofNanos(10));
        store.put("a", 1);
        assertThat(version(living.get("a"))).isEqualTo(1);
        store.put("a", 2);
        time.addAndGet(9);
        assertThat(version(living.get("a"))).isEqualTo(1);
        time.addAndGet(1);
        assertThat(version(living.get("a"))).isEqualTo(2);
        time.addAndGet(9);
        assertThat(version(living.get("a"))).isEqualTo(2);
        assertThat(store.reads).hasValue(2);
    }

    @Test
    void aTimeToLiveOfItsOwnHoldsOverAStoreThatCannotTellOfChanges() {
        CachedFeatureFlagStore silent = expiringWithoutNotifications(store);
        store.put("a", 1);
        silent.get("a");
        store.put("a", 2);
        time.addAndGet(9);
        assertThat(version(silent.get("a"))).isEqualTo(1);
        time.addAndGet(1);
        assertThat(version(silent.get("a"))).isEqualTo(2);
    }

    @Test
    void itDoesNotHoldOverAStoreThatTellsOfChanges() {
        SteeredStore notifying = SteeredStore.notifying();
        CachedFeatureFlagStore cached = expiringWithoutNotifications(notifying);
        notifying.tell(StoreListener::connected);
        cached.get("a");
        time.addAndGet(10);
        cached.get("a");
        assertThat(notifying.reads).hasValue(1);
    }

    private CachedFeatureFlagStore expiringWithoutNotifications(FeatureFlagStore wrapped) {
        return CachedFeatureFlagStore.builder(wrapped)
                .timeToLiveWithoutNotifications(Duration.ofNanos(10))
                .ticker(time::get)
                .build();
    }

    @Test
    void timeToLiveBeginsWhenTheReadBegins() {
        CachedFeatureFlagStore living = living(Duration.ofNanos(10));
        store.onNextRead(() -> time.addAndGet(10));
        living.get("a");
        living.get("a");
        assertThat(store.reads).hasValue(2);
    }

    @Test
    void anyTimeToLiveIsTaken() {
        CachedFeatureFlagStore living = living(Duration.ofSeconds(Long.MAX_VALUE));
        living.get("a");
        time.addAndGet(Long.MAX_VALUE);
        living.get("a");
        assertThat(store.reads).hasValue(1);
    }

    @Test
    void holdsNoMoreThanItsSize() {
        CachedFlags flags = new CachedFlags(10);
        for (int i = 0; i < 1000; i++) {
            flags.getOrAdd("flag " + i);
        }
        assertThat(flags.size()).isLessThanOrEqualTo(10);
    }

    @Test
    void readsAgainWhatItHadNoRoomFor() {
        CachedFeatureFlagStore small =
                CachedFeatureFlagStore.builder(store).maximumSize(10).build();
        for (int i = 0; i < 20; i++) {
            small.get("flag " + i);
        }
        store.reads.set(0);
        for (int i = 0; i < 20; i++) {
            small.get("flag " + i);
        }
        assertThat(store.reads.get()).isBetween(10, 20);
    }

    @Test
    void holds5000FlagsUnlessToldOtherwise() {
        for (int i = 0; i < 5000; i++) {
            cached.get("flag " + i);
        }
        for (int i = 0; i < 5000; i++) {
            cached.get("flag " + i);
        }
        assertThat(store.reads).hasValue(5000);
    }

    @Test
    void passesOverTheFlagsOfTheStore() {
        store.put("b", 1);
        store.put("a", 1);
        cached.get("c");
        store.put("c", 1);
        List<String> names = new ArrayList<>();
        cached.forEach(new NameVisitor(names));
        assertThat(names).containsExactlyInAnyOrder("a", "b", "c");
        names.clear();
        cached.list(1, 1, new NameVisitor(names));
        assertThat(names).containsExactly("b");
        store.fail();
        assertThatExceptionOfType(StoreException.class).isThrownBy(() -> cached.forEach(new NameVisitor(names)));
    }

    @Test
    void closesTheStoreOnce() {
        SteeredStore notifying = SteeredStore.notifying();
        CachedFeatureFlagStore closing = new CachedFeatureFlagStore(notifying);
        assertThat(notifying.listeners()).isEqualTo(1);
        closing.close();
        closing.close();
        assertThat(notifying.listeners()).isZero();
        assertThat(notifying.closings).hasValue(1);
    }

    @Test
    void onceClosedIsAsTheStoreIs() {
        store.put("a", 1);
        assertThat(version(cached.get("a"))).isEqualTo(1);
        cached.close();
        store.put("a", 2);
        assertThat(version(cached.get("a"))).isEqualTo(2);
        store.fail();
        assertThatExceptionOfType(StoreException.class).isThrownBy(() -> cached.get("a"));
    }

    @Test
    void withoutNotificationsWorksForAWhileIfTheStoreFailsToTellOfThem() {
        store.fail();
        CachedFeatureFlagStore unsubscribed;
        try (LogCapture log = new LogCapture()) {
            unsubscribed =
                    CachedFeatureFlagStore.builder(store).ticker(time::get).build();
            assertThat(log.warnings()).singleElement().asString().contains("time to live");
            assertThat(log.thrown()).containsExactly(store.failure);
        }
        store.recover();
        unsubscribed.get("a");
        time.addAndGet(Duration.ofMinutes(15).toNanos() - 1);
        unsubscribed.get("a");
        assertThat(store.reads).hasValue(1);
        time.addAndGet(1);
        unsubscribed.get("a");
        assertThat(store.reads).hasValue(2);
        unsubscribed.close();
        assertThat(store.closings).hasValue(1);
    }

    @Test
    void judgesItsSettings() {
        CachedFeatureFlagStore.Builder builder = CachedFeatureFlagStore.builder(store);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.maximumSize(0))
                .withMessageContaining("1 or more")
                .withMessageContaining("it is 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.timeToLive(Duration.ZERO))
                .withMessageContaining("more than nothing")
                .withMessageContaining("PT0S");
        assertThatIllegalArgumentException().isThrownBy(() -> builder.timeToLive(Duration.ofNanos(-1)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.timeToLiveWithoutNotifications(Duration.ZERO))
                .withMessageContaining("more than nothing");
    }

    @Test
    void takesNoNulls() {
        assertThatNullPointerException().isThrownBy(() -> new CachedFeatureFlagStore(null));
        assertThatNullPointerException().isThrownBy(() -> cached.get(null));
        assertThatNullPointerException().isThrownBy(() -> cached.subscribe(null));
        assertThatNullPointerException()
                .isThrownBy(() -> CachedFeatureFlagStore.builder(store).timeToLive(null));
    }
}
