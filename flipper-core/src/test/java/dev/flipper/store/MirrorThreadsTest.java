package dev.flipper.store;

import static dev.flipper.store.RemoteStore.flag;
import static org.assertj.core.api.Assertions.assertThat;

import dev.flipper.StoreException;
import dev.flipper.store.StoreStatus.State;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The mirror with its real thread. */
@Timeout(60)
class MirrorThreadsTest {

    private static final int THREADS = 8;
    private static final int UPDATES = 250;

    private final RemoteStore remote = new RemoteStore();

    /** Waits in the test's thread for a change that is made in the background. */
    private static final class Awaited implements StoreListener {

        private final CompletableFuture<Change> change = new CompletableFuture<>();
        private final String flag;

        Awaited(FeatureFlagStore store, String flag) {
            this.flag = flag;
            store.subscribe(this);
        }

        @Override
        public void changed(String changed) {}

        @Override
        public void changed(String changed, Change how) {
            if (changed.equals(flag)) {
                change.complete(how);
            }
        }

        void join() {
            change.join();
        }
    }

    @Test
    void waitsForTheStoreAtTheStart() {
        remote.set("a", 1);
        try (MirroredFeatureFlagStore mirror = new MirroredFeatureFlagStore(remote)) {
            assertThat(mirror.get("a")).isNotNull();
            assertThat(mirror.status().state()).isEqualTo(State.CONNECTED);
            Awaited b = new Awaited(mirror, "b");
            remote.set("b", 1);
            b.join();
            assertThat(mirror.get("b")).isNotNull();
        }
    }

    @Test
    void doesNotWaitForAStoreThatHangsAndWorksInItsOwnThread() throws Exception {
        CountDownLatch hanging = new CountDownLatch(1);
        CompletableFuture<Thread> background = new CompletableFuture<>();
        remote.onTheWay = () -> {
            background.complete(Thread.currentThread());
            await(hanging);
        };
        MirroredFeatureFlagStore mirror = MirroredFeatureFlagStore.builder(remote)
                .startTimeout(Duration.ofMillis(1))
                .build();
        assertThat(mirror.status().state()).isEqualTo(State.STALE);
        assertThat(background.join().getName()).isEqualTo("flipper-mirror");
        assertThat(background.join().isDaemon()).isTrue();
        Awaited created = new Awaited(mirror, "a");
        assertThat(mirror.create(flag("a")))
                .as("a write goes through meanwhile")
                .isTrue();
        created.join();
        assertThat(mirror.get("a")).isNotNull();
        mirror.close();
        background.join().join();
        assertThat(hanging.getCount()).as("the thread was interrupted").isOne();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new StoreException("interrupted", e);
        }
    }

    @Test
    void anInterruptedStartGoesOn() {
        remote.onTheWay = () -> await(new CountDownLatch(1));
        Thread.currentThread().interrupt();
        MirroredFeatureFlagStore mirror = MirroredFeatureFlagStore.builder(remote)
                .startTimeout(Duration.ofDays(1))
                .build();
        assertThat(Thread.interrupted()).isTrue();
        mirror.close();
    }

    @Test
    void theServerMayMakeTheThread() {
        CompletableFuture<Thread> made = new CompletableFuture<>();
        MirroredFeatureFlagStore mirror = MirroredFeatureFlagStore.builder(remote)
                .threadFactory(task -> {
                    Thread thread = new Thread(task, "managed");
                    thread.setDaemon(true);
                    made.complete(thread);
                    return thread;
                })
                .build();
        mirror.close();
        assertThat(made.join().getName()).isEqualTo("managed");
    }

    /** Two mirrors of one store, both written to, with hints and readings of everything in between. */
    @Test
    void twoMirrorsAgreeAfterConcurrentWrites() throws Exception {
        remote.set("flag", 0);
        MirroredFeatureFlagStore first = new MirroredFeatureFlagStore(remote);
        MirroredFeatureFlagStore second = new MirroredFeatureFlagStore(remote);
        race(number -> {
            MirroredFeatureFlagStore mirror = number % 2 == 0 ? first : second;
            String key = "key" + number;
            Change done = mirror.update("flag", old -> {
                Map<String, Object> data = new HashMap<>(old.metadata().clientData());
                data.put(key, number);
                return old.withClientData(data);
            });
            assertThat(mirror.get("flag").metadata().clientData()).containsKey(key);
            assertThat(done.after().metadata().clientData()).containsKey(key);
            if (number % 50 == 0) {
                remote.listeners.forEach(StoreListener::connected);
            }
        });
        for (MirroredFeatureFlagStore mirror : List.of(first, second)) {
            Awaited last = new Awaited(mirror, "last");
            remote.set("last", mirror.hashCode());
            last.join();
            assertThat(mirror.get("flag")).isEqualTo(remote.data.get("flag"));
            assertThat(mirror.get("flag").metadata().clientData()).hasSize(THREADS * UPDATES + 1);
            mirror.close();
        }
    }

    private interface Work {
        void accept(int number) throws Exception;
    }

    private static void race(Work work) throws Exception {
        CyclicBarrier start = new CyclicBarrier(THREADS);
        List<Callable<Void>> jobs = new ArrayList<>();
        for (int thread = 0; thread < THREADS; thread++) {
            int first = thread * UPDATES;
            jobs.add(() -> {
                start.await();
                for (int i = 0; i < UPDATES; i++) {
                    work.accept(first + i);
                }
                return null;
            });
        }
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            for (Future<Void> done : threads.invokeAll(jobs)) {
                done.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }
}
