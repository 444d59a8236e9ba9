package dev.flipper.store;

import static dev.flipper.store.SteeredStore.flag;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Eight threads that write and read the same flags: each sees its own writes, and in the end all see the last ones. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class CachedStoreConcurrencyTest {

    private static final int THREADS = 8;
    private static final int FLAGS = 5;
    private static final int STEPS = 3000;

    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    /** With the smallest size flags are pushed out all the time. */
    @ParameterizedTest(name = "{0} flags")
    @ValueSource(ints = {1, 100})
    void ownWrites(int size) throws Exception {
        SteeredStore store = SteeredStore.silent();
        CachedFeatureFlagStore cached =
                CachedFeatureFlagStore.builder(store).maximumSize(size).build();
        run(cached, cached);
        assertSame(cached, store);
    }

    @ParameterizedTest(name = "{0} flags")
    @ValueSource(ints = {1, 100})
    void writesOfOthers(int size) throws Exception {
        MemoryFeatureFlagStore store = new MemoryFeatureFlagStore();
        CachedFeatureFlagStore cached =
                CachedFeatureFlagStore.builder(store).maximumSize(size).build();
        run(store, cached);
        assertSame(cached, store);
    }

    private void run(FeatureFlagStore writes, FeatureFlagStore reads) throws Exception {
        for (int i = 0; i < FLAGS; i++) {
            writes.create(flag("flag " + i, 0));
        }
        CyclicBarrier start = new CyclicBarrier(THREADS);
        List<Future<?>> done = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            done.add(threads.submit(worker(i, start, writes, reads)));
        }
        for (Future<?> future : done) {
            future.get();
        }
    }

    private static Callable<Void> worker(
            int thread, CyclicBarrier start, FeatureFlagStore writes, FeatureFlagStore reads) {
        Random random = new Random(thread);
        return () -> {
            start.await();
            for (int step = 1; step <= STEPS; step++) {
                String name = "flag " + random.nextInt(FLAGS);
                if (random.nextInt(4) == 0) {
                    Map<String, Integer> own = Map.of("thread " + thread, step);
                    writes.update(name, flag -> flag.withClientData(merged(flag, own)));
                    assertThat(reads.get(name).metadata().clientData())
                            .as("seed %s, step %s", thread, step)
                            .containsAllEntriesOf(own);
                } else {
                    reads.get(name);
                }
            }
            return null;
        };
    }

    private static Map<String, Object> merged(FlagDefinition flag, Map<String, Integer> more) {
        Map<String, Object> merged = new HashMap<>(flag.metadata().clientData());
        merged.putAll(more);
        return merged;
    }

    private static void assertSame(FeatureFlagStore cached, FeatureFlagStore store) {
        for (int i = 0; i < FLAGS; i++) {
            assertThat(cached.get("flag " + i)).isSameAs(store.get("flag " + i));
        }
    }
}
