package dev.flipper.store;

import static dev.flipper.store.NumberedFlags.flag;
import static dev.flipper.store.NumberedFlags.to;
import static org.assertj.core.api.Assertions.assertThat;

import dev.flipper.LogCapture;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The writer waits for the replicas. */
@Timeout(60)
class SynchronousReplicationTest {

    private final MemoryFeatureFlagStore primary = new MemoryFeatureFlagStore();
    private final AuditingStore first = new AuditingStore("first");
    private final AuditingStore second = new AuditingStore("second");
    private final ManualTasks tasks = new ManualTasks();
    private final IllegalStateException failure = new IllegalStateException("refused");
    private final LogCapture log = new LogCapture();

    /** Nothing happens in its background unless the test says so: a writer that waits must wait. */
    private final ReplicatedFeatureFlagStore manual = new ReplicatedFeatureFlagStore(
            ReplicatedFeatureFlagStore.builder(primary).replica(first).synchronous(true),
            number -> tasks,
            tasks,
            () -> -1);

    @AfterEach
    void releaseLog() {
        log.close();
    }

    /** Runs a write in another thread until it waits, or returns. */
    private static FutureTask<Boolean> begin(Runnable write) {
        FutureTask<Boolean> task = new FutureTask<>(write, true);
        Thread thread = new Thread(task, "writer");
        thread.start();
        ResyncTest.awaitBlockedOrEnded(thread);
        return task;
    }

    @Test
    void aWriteReturnsWhenTheReplicaHasIt() throws Exception {
        FutureTask<Boolean> write = begin(() -> manual.create(flag("a", 1)));
        assertThat(write.isDone()).isFalse();
        assertThat(primary.get("a")).isNotNull();
        tasks.runDue();
        assertThat(write.get()).isTrue();
        assertThat(first.flags()).containsOnlyKeys("a");
        write = begin(() -> manual.update("a", to(2)));
        assertThat(write.isDone()).isFalse();
        tasks.runDue();
        write.get();
        write = begin(() -> manual.delete("a"));
        assertThat(write.isDone()).isFalse();
        tasks.runDue();
        write.get();
        assertThat(first.flags()).isEmpty();
    }

    @Test
    void aWriteReturnsWhenEachOfThemHasIt() {
        ReplicatedFeatureFlagStore store = ReplicatedFeatureFlagStore.builder(primary)
                .replica(first)
                .replica(second)
                .synchronous(true)
                .build();
        store.create(flag("a", 0));
        for (int i = 1; i <= 200; i++) {
            store.update("a", to(i));
            assertThat(first.flags()).containsEntry("a", flag("a", i));
            assertThat(second.flags()).containsEntry("a", flag("a", i));
        }
        store.close();
    }

    @Test
    void aReplicaThatFailsIsWaitedForOnce() throws Exception {
        first.failWith(failure);
        FutureTask<Boolean> write = begin(() -> manual.create(flag("a", 1)));
        FutureTask<Boolean> behind = begin(() -> manual.create(flag("b", 1)));
        assertThat(write.isDone()).isFalse();
        assertThat(behind.isDone()).isFalse();
        tasks.runDue();
        write.get();
        behind.get();

        // The outage is known now: nobody runs the tasks, and the writer returns all the same.
        manual.update("a", to(2));
        manual.create(flag("c", 1));
        first.recover();
        tasks.advance(Duration.ofMillis(100));
        assertThat(first.audit("a")).containsExactly(flag("a", 1), flag("a", 2));
        assertThat(begin(() -> manual.update("a", to(3))).isDone())
                .as("it waits again")
                .isFalse();
        tasks.runDue();
    }

    @Test
    void aFlagThatIsRefusedAloneIsNotWaitedFor() throws Exception {
        first.beforeEachCall(flag -> {
            if (flag.equals("poison")) {
                throw failure;
            }
        });
        FutureTask<Boolean> poison = begin(() -> manual.create(flag("poison", 1)));
        FutureTask<Boolean> other = begin(() -> manual.create(flag("a", 1)));
        tasks.advance(Duration.ofMillis(100));
        poison.get();
        other.get();
        manual.update("poison", to(2));
        assertThat(begin(() -> manual.update("a", to(2))).isDone()).isFalse();
        tasks.runDue();
    }

    /** The flag began to rest after the writer had put its write there, and is tried again before it looks. */
    @Test
    void aWriterWhoseWriteIsGivenUpDoesNotWaitForIt() throws Exception {
        ReplicaQueue queue = new ReplicaQueue(2);
        queue.add("a", flag("a", 1));
        ReplicaLane lane = queue.next();
        queue.giveBackToRest(lane, failure);
        Receipt written = queue.add("a", flag("a", 2));
        assertThat(queue.beginsToOverflow()).isTrue();
        assertThat(queue.giveUpWrites(lane, failure)).isEqualTo(2);
        assertThat(written.isSettled()).isTrue();
        assertThat(written.await()).isSameAs(failure);
        queue.add("b", flag("b", 1));
        queue.add("b", flag("b", 2));
        assertThat(queue.beginsToOverflow()).as("it was empty in between").isTrue();
    }

    @Test
    void aWriterThatIsInterruptedReturns() {
        Thread.currentThread().interrupt();
        assertThat(manual.create(flag("a", 1))).isTrue();
        assertThat(Thread.interrupted()).isTrue();
        tasks.runDue();
        assertThat(first.flags()).containsOnlyKeys("a");
    }

    /** Somebody follows the replica itself, and writes to the primary in the replica's thread. */
    @Test
    void aListenerOfAReplicaDoesNotWaitForItself() throws InterruptedException {
        ReplicatedFeatureFlagStore store = ReplicatedFeatureFlagStore.builder(primary)
                .replica(first)
                .replica(second)
                .synchronous(true)
                .build();
        CountDownLatch reacted = new CountDownLatch(1);
        first.subscribe(flag -> {
            if (flag.equals("a")) {
                store.create(flag("b", 1));
                reacted.countDown();
            }
        });
        store.create(flag("a", 1));
        reacted.await();
        store.close();
        assertThat(first.flags()).containsOnlyKeys("a", "b");
        assertThat(second.flags()).containsOnlyKeys("a", "b");
    }

    @Test
    void closingLetsWritersGo() throws ExecutionException, InterruptedException {
        ReplicatedFeatureFlagStore store = new ReplicatedFeatureFlagStore(
                ReplicatedFeatureFlagStore.builder(primary)
                        .replica(first)
                        .synchronous(true)
                        .closeTimeout(Duration.ZERO),
                number -> tasks,
                tasks,
                () -> -1);
        FutureTask<Boolean> write = begin(() -> store.create(flag("a", 1)));
        store.close();
        assertThat(write.get()).isTrue();
        assertThat(log.warnings()).hasSize(1);
    }
}
