package dev.flipper.store;

import static dev.flipper.store.SteeredStore.flag;
import static dev.flipper.store.SteeredStore.to;
import static dev.flipper.store.SteeredStore.version;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.flipper.LogCapture;
import dev.flipper.StoreException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Writes of one flag that overlap: one begins while the other is in the store. */
@Timeout(value = 30, unit = TimeUnit.SECONDS)
class CachedStoreWritesTest {

    private final SteeredStore store = SteeredStore.silent();
    private final AtomicLong time = new AtomicLong();
    private final CacheOutage outage = new CacheOutage(time::get);
    private final CachedReads reads = new CachedReads(store, new CachedFlags(100), outage, time::get);
    private final CacheWrites writes = new CacheWrites(reads, outage);
    private final LogCapture log = new LogCapture();

    @AfterEach
    void stop() {
        log.close();
        assertThat(writes.underWay()).isZero();
    }

    private int write(String name, int outcome, Runnable inTheStore) {
        return writes.write(
                Optional.empty(),
                name,
                () -> {
                    inTheStore.run();
                    return outcome;
                },
                version -> List.of(StoredFlag.of(flag(name, version))));
    }

    private void assertKnown(String name, int version) {
        store.fail();
        assertThat(version(reads.get(name))).isEqualTo(version);
    }

    @Test
    void theOutcomeIsKnown() {
        assertThat(write("a", 1, () -> {})).isEqualTo(1);
        assertThat(write("a", 2, () -> {})).isEqualTo(2);
        assertKnown("a", 2);
    }

    @Test
    void ofTwoThatOverlapNoneIsKnownToBeTheLast() {
        store.put("a", 3);
        write("a", 1, () -> write("a", 2, () -> {}));
        store.fail();
        assertThatThrownBy(() -> reads.get("a")).isSameAs(store.failure);
        store.recover();
        time.addAndGet(TimeUnit.SECONDS.toNanos(2));
        assertThat(version(reads.get("a"))).isEqualTo(3);
        write("a", 4, () -> {});
        assertKnown("a", 4);
    }

    @Test
    void oneThatFailsMeanwhileLeavesTheOutcomeKnown() {
        RuntimeException failure = new IllegalStateException();
        write("a", 1, () -> assertThatThrownBy(() -> write("a", 2, () -> {
                    throw failure;
                }))
                .isSameAs(failure));
        assertKnown("a", 1);
    }

    @Test
    void whatWasKnownBeforeTwoThatFailStaysKnown() {
        write("a", 1, () -> {});
        RuntimeException failure = new IllegalStateException();
        assertThatThrownBy(() -> write(
                        "a",
                        2,
                        () -> write("a", 3, () -> {
                            throw failure;
                        })))
                .isSameAs(failure);
        assertKnown("a", 1);
    }

    /** A store that is out of its mind. */
    @Test
    void anOutcomeOfAnotherFlagSaysNothing() {
        CachedFeatureFlagStore confused = new CachedFeatureFlagStore(new OverridableStore(store) {
            @Override
            public Change update(String name, UnaryOperator<FlagDefinition> change) {
                return new Change(flag("b", 1), flag("b", 2));
            }
        });
        confused.update("a", to(2));
        store.fail();
        assertThatExceptionOfType(StoreException.class).isThrownBy(() -> confused.get("a"));
    }

    @Test
    void thoseOfOtherFlagsDoNotMatter() {
        write("a", 1, () -> write("b", 2, () -> {}));
        assertKnown("a", 1);
        assertKnown("b", 2);
    }

    /** A lock that is held meanwhile would stop these two for good. */
    @Test
    void listenersMayWriteAcrossEachOther() throws Exception {
        CachedFeatureFlagStore cached = new CachedFeatureFlagStore(new MemoryFeatureFlagStore());
        cached.create(flag("a", 1));
        cached.create(flag("b", 1));
        CyclicBarrier bothAreWriting = new CyclicBarrier(2);
        AtomicBoolean reacting = new AtomicBoolean();
        cached.subscribe(flag -> {
            if (!reacting.get()) {
                meet(bothAreWriting);
                reacting.set(true);
                meet(bothAreWriting);
                cached.update(flag.equals("a") ? "b" : "a", to(3));
            }
        });
        ExecutorService threads = Executors.newFixedThreadPool(2);
        Future<?> first = threads.submit(() -> cached.update("a", to(2)));
        Future<?> second = threads.submit(() -> cached.update("b", to(2)));
        first.get();
        second.get();
        threads.shutdownNow();
        assertThat(version(cached.get("a"))).isEqualTo(3);
        assertThat(version(cached.get("b"))).isEqualTo(3);
    }

    private static void meet(CyclicBarrier barrier) {
        try {
            barrier.await();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
