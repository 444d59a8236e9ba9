package dev.flipper.store;

import static dev.flipper.store.NumberedFlags.flag;
import static dev.flipper.store.NumberedFlags.number;
import static org.assertj.core.api.Assertions.assertThat;

import dev.flipper.LogCapture;
import dev.flipper.store.AuditingStore.Entry;
import java.time.Duration;
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
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Many threads write few flags: each write arrives, and those of one flag in the primary's order. */
class ReplicationOrderTest {

    private static final int THREADS = 8;
    private static final int UPDATES = 250;
    private static final List<String> NAMES = List.of("a", "b", "c");

    private final MemoryFeatureFlagStore primary = new MemoryFeatureFlagStore();
    private final AuditingStore first = new AuditingStore("first");
    private final AuditingStore second = new AuditingStore("second");
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    private final LogCapture log = new LogCapture();

    @AfterEach
    void stop() {
        log.close();
        threads.shutdownNow();
    }

    /** Each update adds one to the number of its flag. */
    private List<Future<Void>> startWriters(FeatureFlagStore store) {
        NAMES.forEach(name -> store.create(flag(name, 0)));
        CyclicBarrier start = new CyclicBarrier(THREADS);
        List<Future<Void>> writers = new ArrayList<>();
        for (int thread = 0; thread < THREADS; thread++) {
            Random random = new Random(thread);
            Callable<Void> work = () -> {
                start.await();
                for (int i = 0; i < UPDATES; i++) {
                    store.update(NAMES.get(random.nextInt(NAMES.size())), NumberedFlags::next);
                }
                return null;
            };
            writers.add(threads.submit(work));
        }
        return writers;
    }

    private void assertComplete(AuditingStore replica) {
        assertThat(replica.audit()).hasSize(NAMES.size() + THREADS * UPDATES);
        for (String name : NAMES) {
            List<Integer> numbers =
                    replica.audit(name).stream().map(NumberedFlags::number).toList();
            assertThat(numbers)
                    .as("%s of %s", name, replica)
                    .isEqualTo(IntStream.rangeClosed(0, number(primary.get(name)))
                            .boxed()
                            .toList());
        }
    }

    @ParameterizedTest(name = "synchronous: {0}")
    @ValueSource(booleans = {false, true})
    void everyWriteArrivesInOrder(boolean synchronous) throws Exception {
        ReplicatedFeatureFlagStore store = ReplicatedFeatureFlagStore.builder(primary)
                .replica(first)
                .replica(second)
                .synchronous(synchronous)
                .closeTimeout(Duration.ofMinutes(1))
                .build();
        for (Future<Void> writer : startWriters(store)) {
            writer.get();
        }
        if (!synchronous) {
            store.close();
        }
        assertComplete(first);
        assertComplete(second);
        store.close();
    }

    @Test
    void andOnAReplicaThatFailsEveryNowAndThen() throws Exception {
        Random random = new Random(42);
        first.beforeEachCall(flag -> {
            if (random.nextInt(10) == 0) {
                throw new IllegalStateException("flaky");
            }
        });
        ManualTasks tasks = new ManualTasks();
        ReplicatedFeatureFlagStore store = new ReplicatedFeatureFlagStore(
                ReplicatedFeatureFlagStore.builder(primary).replica(first), number -> tasks, tasks, () -> -1);
        for (Future<Void> writer : startWriters(store)) {
            while (!writer.isDone()) {
                tasks.advance(Duration.ofSeconds(1));
            }
            writer.get();
        }
        tasks.advance(Duration.ofDays(1));
        assertComplete(first);
    }

    /** Where the queue is too small some writes do not arrive one by one, but nothing goes back. */
    @Test
    void aSmallQueueLosesStepsButNoStateAndNoOrder() throws Exception {
        ReplicatedFeatureFlagStore store = ReplicatedFeatureFlagStore.builder(primary)
                .replica(first)
                .queueCapacity(2)
                .closeTimeout(Duration.ofMinutes(1))
                .build();
        for (Future<Void> writer : startWriters(store)) {
            writer.get();
        }
        store.close();
        Map<String, Integer> last = new HashMap<>();
        for (Entry entry : first.audit()) {
            int number = number(entry.state());
            Integer before = last.put(entry.flag(), number);
            assertThat(before == null || before < number)
                    .as("%s after %s", entry, before)
                    .isTrue();
        }
        NAMES.forEach(name -> assertThat(last).containsEntry(name, number(primary.get(name))));
    }
}
