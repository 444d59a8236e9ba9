package dev.flipper.store;

import static dev.flipper.store.SteeredStore.flag;
import static dev.flipper.store.SteeredStore.to;
import static dev.flipper.store.SteeredStore.version;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.flipper.LogCapture;
import dev.flipper.StoreException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Reads that meet changes, and each other, at chosen moments. */
@Timeout(value = 30, unit = TimeUnit.SECONDS)
class CachedStoreRacesTest {

    private static final int READERS = 4;

    private final SteeredStore store = SteeredStore.notifying();
    private final CachedFeatureFlagStore cached = new CachedFeatureFlagStore(store);
    private final LogCapture log = new LogCapture();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch reading = new CountDownLatch(1);
    private final CountDownLatch goOn = new CountDownLatch(1);

    @BeforeEach
    void connect() {
        store.tell(StoreListener::connected);
    }

    @AfterEach
    void stop() {
        goOn.countDown();
        threads.shutdownNow();
        log.close();
    }

    private static Arguments way(
            String name, int before, int after, BiConsumer<CachedFeatureFlagStore, SteeredStore> way) {
        return Arguments.of(name, before, after, way);
    }

    static Stream<Arguments> waysToChange() {
        return Stream.of(
                way("own update", 1, 2, (cached, store) -> cached.update("a", to(2))),
                way("own creation", 0, 2, (cached, store) -> cached.create(flag("a", 2))),
                way("own removal", 1, 0, (cached, store) -> cached.delete("a")),
                way("hint", 1, 2, (cached, store) -> {
                    store.put("a", 2);
                    store.tell(listener -> listener.changed("a"));
                }),
                way("notified change", 1, 2, (cached, store) -> {
                    store.put("a", 2);
                    store.tell(listener -> listener.changed("a", new Change(null, flag("a", 2))));
                }),
                way("notified creation", 0, 2, (cached, store) -> {
                    store.put("a", 2);
                    store.tell(listener -> listener.changed("a"));
                }),
                way("connection", 1, 2, (cached, store) -> {
                    store.put("a", 2);
                    store.tell(StoreListener::connected);
                }),
                way("lost connection", 1, 2, (cached, store) -> {
                    store.tell(StoreListener::disconnected);
                    store.put("a", 2);
                }),
                way("new connection", 1, 2, (cached, store) -> {
                    store.tell(StoreListener::disconnected);
                    store.put("a", 2);
                    store.tell(StoreListener::connected);
                }));
    }

    private void given(int version) {
        if (version > 0) {
            store.put("a", version);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("waysToChange")
    void aReadThatMeetsAChangeLeavesNothingBehind(
            String name, int before, int after, BiConsumer<CachedFeatureFlagStore, SteeredStore> change) {
        given(before);
        store.onNextRead(() -> change.accept(cached, store));
        assertThat(version(cached.get("a"))).as("what it read").isEqualTo(before);
        assertThat(version(cached.get("a"))).isEqualTo(after);
        assertThat(version(cached.get("a"))).isEqualTo(after);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("waysToChange")
    void whoComesAfterAChangeDoesNotWaitForAReadFromBefore(
            String name, int before, int after, BiConsumer<CachedFeatureFlagStore, SteeredStore> change) {
        given(before);
        List<Integer> meanwhile = new ArrayList<>();
        store.onNextRead(() -> {
            change.accept(cached, store);
            // In another thread, since one never waits for its own read.
            meanwhile.add(readElsewhere());
        });
        assertThat(version(cached.get("a"))).isEqualTo(before);
        assertThat(meanwhile).containsExactly(after);
        assertThat(version(cached.get("a"))).isEqualTo(after);
    }

    private int readElsewhere() {
        try {
            return threads.submit(() -> version(cached.get("a"))).get(10, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError("nobody came back", e);
        }
    }

    private void holdReadsOf(String held) {
        store.onEachRead(name -> {
            if (name.equals(held)) {
                reading.countDown();
                await(goOn);
            }
        });
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new StoreException("interrupted", e);
        }
    }

    private List<Future<Integer>> readInThreads() throws Exception {
        List<Thread> started = new ArrayList<>();
        List<Future<Integer>> answers = new ArrayList<>();
        for (int i = 0; i < READERS; i++) {
            CountDownLatch running = new CountDownLatch(1);
            answers.add(threads.submit(() -> {
                synchronized (started) {
                    started.add(Thread.currentThread());
                }
                running.countDown();
                return version(cached.get("a"));
            }));
            running.await();
        }
        reading.await();
        while (!started.stream().allMatch(thread -> thread.getState() == Thread.State.WAITING)) {
            Thread.onSpinWait();
        }
        return answers;
    }

    @Test
    void oneReadsForAllWhoWantTheSame() throws Exception {
        store.put("a", 1);
        holdReadsOf("a");
        List<Future<Integer>> answers = readInThreads();
        assertThat(store.reads).hasValue(1);
        goOn.countDown();
        for (Future<Integer> answer : answers) {
            assertThat(answer.get()).isEqualTo(1);
        }
        assertThat(store.reads).hasValue(1);
    }

    @Test
    void oneFailsForAllWhoWantTheSame() throws Exception {
        holdReadsOf("a");
        List<Future<Integer>> answers = readInThreads();
        store.fail();
        goOn.countDown();
        for (Future<Integer> answer : answers) {
            assertThatExceptionOfType(ExecutionException.class)
                    .isThrownBy(answer::get)
                    .havingCause()
                    .isSameAs(store.failure);
        }
        assertThat(store.reads).hasValue(1);
    }

    @Test
    void theLastKnownAnswersAllWhoWantTheSame() throws Exception {
        store.put("a", 1);
        cached.get("a");
        store.tell(listener -> listener.changed("a"));
        holdReadsOf("a");
        List<Future<Integer>> answers = readInThreads();
        store.fail();
        goOn.countDown();
        for (Future<Integer> answer : answers) {
            assertThat(answer.get()).isEqualTo(1);
        }
        assertThat(store.reads).hasValue(2);
    }

    @Test
    void aReadThatHangsHoldsNobodyUp() throws Exception {
        holdReadsOf("a");
        Future<Integer> hanging = threads.submit(() -> version(cached.get("a")));
        reading.await();
        store.onEachRead(name -> {});
        store.put("b", 1);
        assertThat(version(cached.get("b"))).isEqualTo(1);
        assertThat(cached.create(flag("a", 1))).isTrue();
        assertThat(version(cached.get("a"))).isEqualTo(1);
        store.tell(listener -> listener.changed("a"));
        store.tell(StoreListener::connected);
        assertThat(version(cached.update("a", to(2)).after())).isEqualTo(2);
        assertThat(version(cached.get("a"))).isEqualTo(2);
        assertThat(hanging.isDone()).isFalse();
        goOn.countDown();
        assertThat(hanging.get()).isZero();
        assertThat(version(cached.get("a"))).isEqualTo(2);
    }

    /** A store that finds out by the way that another flag has changed tells of it in the thread that reads. */
    @Test
    void whoReadsDoesNotWaitForItself() {
        store.put("a", 1);
        List<Integer> heard = new ArrayList<>();
        cached.subscribe(flag -> heard.add(version(cached.get("a"))));
        store.onNextRead(() -> store.tell(listener -> listener.changed("b")));
        assertThat(version(cached.get("a"))).isEqualTo(1);
        assertThat(heard).containsExactly(1);
        assertThat(version(cached.get("a"))).isEqualTo(1);
        assertThat(store.reads).hasValue(2);
    }

    /** It was his thread that somebody wanted back; the store is well. */
    @Test
    void anInterruptedReaderIsNoFailureForTheOthers() throws Exception {
        store.put("a", 1);
        store.onEachRead(name -> {
            if (store.reads.get() == 1) {
                reading.countDown();
                await(goOn);
            }
        });
        Thread reader = new Thread(() -> expectInterrupted(() -> cached.get("a")), "reader");
        reader.start();
        reading.await();
        Future<Integer> joined = readInThreads().get(0);
        reader.interrupt();
        assertThat(joined.get()).isEqualTo(1);
        assertThat(store.reads).hasValue(2);
        assertThat(log.warnings()).isEmpty();
    }

    @Test
    void anInterruptedReaderOfAKnownFlagTakesNobodysTurn() {
        store.put("a", 1);
        cached.get("a");
        store.put("a", 2);
        store.tell(listener -> listener.changed("a"));
        store.onNextRead(() -> {
            throw new StoreException("cut short", new InterruptedException());
        });
        assertThat(version(cached.get("a"))).isEqualTo(1);
        assertThat(version(cached.get("a"))).isEqualTo(2);
    }

    private static void expectInterrupted(Runnable check) {
        try {
            check.run();
        } catch (StoreException e) {
            assertThat(e).hasMessage("interrupted");
        }
    }

    @Test
    void whoIsInterruptedWaitsNoLonger() throws Exception {
        holdReadsOf("a");
        Future<Integer> hanging = threads.submit(() -> version(cached.get("a")));
        reading.await();
        Thread.currentThread().interrupt();
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> cached.get("a"))
                .withMessageContaining("'a'")
                .withCauseInstanceOf(InterruptedException.class);
        assertThat(Thread.interrupted()).isTrue();
        goOn.countDown();
        hanging.get();
    }

    @Test
    void whoIsInterruptedGetsTheLastKnown() throws Exception {
        store.put("a", 1);
        cached.get("a");
        store.tell(listener -> listener.changed("a"));
        holdReadsOf("a");
        Future<Integer> hanging = threads.submit(() -> version(cached.get("a")));
        reading.await();
        Thread.currentThread().interrupt();
        assertThat(version(cached.get("a"))).isEqualTo(1);
        assertThat(Thread.interrupted()).isTrue();
        goOn.countDown();
        hanging.get();
    }
}
