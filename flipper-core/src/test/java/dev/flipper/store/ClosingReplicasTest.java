package dev.flipper.store;

import static dev.flipper.store.NumberedFlags.flag;
import static dev.flipper.store.NumberedFlags.to;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.flipper.LogCapture;
import dev.flipper.StoreException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class ClosingReplicasTest {

    private static final Duration LONG = Duration.ofMinutes(10);

    private final AuditingStore primary = new AuditingStore("primary");
    private final AuditingStore replica = new AuditingStore("replica");
    private final AuditingStore other = new AuditingStore("other");
    private final IllegalStateException failure = new IllegalStateException("refused");
    private final CompletableFuture<Thread> worker = new CompletableFuture<>();
    private final CountDownLatch release = new CountDownLatch(1);
    private final LogCapture log = new LogCapture();

    @AfterEach
    void releaseLog() {
        log.close();
    }

    private ReplicatedFeatureFlagStore store(Duration closeTimeout) {
        return ReplicatedFeatureFlagStore.builder(primary)
                .replica(replica)
                .replica(other)
                .closeTimeout(closeTimeout)
                .build();
    }

    private ReplicatedFeatureFlagStore impatient() {
        return ReplicatedFeatureFlagStore.builder(primary)
                .replica(replica)
                .closeTimeout(Duration.ofMillis(1))
                .build();
    }

    /** The replica does not answer until it is released or, if it listens to that, interrupted. */
    private void hang(boolean interruptible) {
        replica.beforeEachCall(flag -> {
            worker.complete(Thread.currentThread());
            while (release.getCount() > 0) {
                try {
                    release.await();
                } catch (InterruptedException e) {
                    if (interruptible) {
                        throw new IllegalStateException(e);
                    }
                }
            }
        });
    }

    private void assertClosedOnce() {
        assertThat(primary.closings()).isOne();
        assertThat(replica.closings()).isOne();
        assertThat(other.closings()).isOne();
    }

    @Test
    void whatWaitsIsBrought() throws Exception {
        hang(true);
        ReplicatedFeatureFlagStore store = store(LONG);
        store.create(flag("a", 0));
        for (int i = 1; i <= 100; i++) {
            store.update("a", to(i));
        }
        Thread closer = new Thread(store::close, "closer");
        closer.start();
        worker.join();
        release.countDown();
        closer.join();
        assertThat(replica.audit("a")).hasSize(101).last().isEqualTo(flag("a", 100));
        assertClosedOnce();
        worker.join().join();
        assertThat(worker.join().getName()).isEqualTo("flipper-replica-1");
        assertThat(worker.join().isDaemon()).isTrue();
        assertThat(log.warnings()).isEmpty();
        store.close();
        assertClosedOnce();
    }

    @Test
    void afterwardsNothingIsWrittenAnyMore() {
        ReplicatedFeatureFlagStore store = store(LONG);
        store.create(flag("a", 1));
        store.close();
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> store.update("a", to(2)))
                .withMessage("Cannot write the flag 'a': the replicated store is closed");
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(store::resync)
                .withMessage("Cannot copy the flags: the replicated store is closed");
        assertThat(store.get("a")).as("as far as the primary still answers").isEqualTo(flag("a", 1));
    }

    @Test
    void aReplicaThatHangsIsInterrupted() throws Exception {
        hang(true);
        ReplicatedFeatureFlagStore store = impatient();
        store.create(flag("a", 1));
        store.update("a", to(2));
        Thread thread = worker.join();
        store.close();
        assertThat(primary.closings()).isOne();
        thread.join();
        assertThat(replica.closings()).isOne();
        assertThat(log.warnings())
                .as("and not that it is tried again")
                .containsExactly(
                        "Replica 1 (replica) is closed without 2 waiting writes and 0 flags that are to be copied");
    }

    /** Nothing can be done about a thread that does not listen, but it does not hold up the closing. */
    @Test
    void aReplicaThatHangsForGoodIsClosedWhenItAnswers() throws Exception {
        hang(false);
        ReplicatedFeatureFlagStore store = impatient();
        store.create(flag("a", 1));
        store.create(flag("b", 1));
        Thread thread = worker.join();
        store.close();
        assertThat(primary.closings()).isOne();
        assertThat(replica.closings()).as("a call is under way").isZero();
        release.countDown();
        thread.join();
        assertThat(replica.closings()).isOne();
        assertThat(replica.flags()).as("nothing is begun any more").containsOnlyKeys("a");
        assertThat(log.warnings())
                .containsExactly(
                        "Replica 1 (replica) is closed without 2 waiting writes and 0 flags that are to be copied");
    }

    /** There is nothing to wait for. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aReplicaThatGetsNoThreadIsClosedAtOnce(boolean throwing) {
        ReplicatedFeatureFlagStore store = ReplicatedFeatureFlagStore.builder(primary)
                .replica(replica)
                .replica(other)
                .synchronous(true)
                .closeTimeout(Duration.ofDays(1))
                .threadFactory(task -> {
                    if (throwing) {
                        throw failure;
                    }
                    return null;
                })
                .build();
        store.create(flag("a", 1));
        assertThat(log.warnings())
                .containsExactly(
                        "Replica 1 (replica) is not written to: it gets no thread",
                        "Replica 2 (other) is not written to: it gets no thread");
        store.close();
        assertClosedOnce();
        assertThat(log.warnings())
                .contains("Replica 1 (replica) is closed without 1 waiting writes and 0 flags that are to be copied");
    }

    @Test
    void aReplicaThatIsAwayIsTriedOnceMoreWithoutPauses() {
        replica.failWith(failure);
        ReplicatedFeatureFlagStore store = store(LONG);
        store.create(flag("a", 1));
        store.update("a", to(2));
        store.create(flag("b", 1));
        store.close();
        assertThat(log.warnings())
                .last()
                .isEqualTo("Replica 1 (replica) is closed without 3 waiting writes and 0 flags that are to be copied");
        assertThat(log.thrown()).last().isSameAs(failure);
        assertThat(other.flags()).containsOnlyKeys("a", "b");
        assertClosedOnce();
    }

    @Test
    void aFlagThatIsRefusedHoldsUpNoOther() {
        replica.beforeEachCall(flag -> {
            if (flag.equals("poison")) {
                throw failure;
            }
        });
        ReplicatedFeatureFlagStore store = store(LONG);
        store.create(flag("poison", 1));
        store.create(flag("a", 1));
        store.create(flag("b", 1));
        store.close();
        assertThat(replica.flags()).containsOnlyKeys("a", "b");
        assertThat(log.warnings())
                .last()
                .isEqualTo("Replica 1 (replica) is closed without 1 waiting writes and 0 flags that are to be copied");
    }

    /** The background work never got its turn. */
    @Test
    void withoutTimeNothingIsBrought() {
        ManualTasks tasks = new ManualTasks();
        ReplicatedFeatureFlagStore store = new ReplicatedFeatureFlagStore(
                ReplicatedFeatureFlagStore.builder(primary)
                        .replica(replica)
                        .queueCapacity(1)
                        .closeTimeout(Duration.ZERO),
                number -> tasks,
                tasks,
                () -> -1);
        store.create(flag("a", 1));
        store.create(flag("b", 1));
        store.close();
        assertThat(log.warnings())
                .last()
                .isEqualTo("Replica 1 (replica) is closed without 1 waiting writes and 1 flags that are to be copied");
        assertThat(tasks.closed()).isTrue();
        assertThat(replica.closings()).isOne();
        assertThat(replica.calls()).isZero();
    }

    @Test
    void aStoreThatFailsToCloseKeepsNoOtherOpen() {
        FeatureFlagStore failing = new OverridableStore(primary) {
            @Override
            public void close() {
                throw failure;
            }

            @Override
            public String toString() {
                return "failing";
            }
        };
        new ReplicatedFeatureFlagStore(primary, failing, other).close();
        assertThat(primary.closings() + other.closings()).isEqualTo(2);
        new ReplicatedFeatureFlagStore(failing, replica).close();
        assertThat(replica.closings()).isOne();
        assertThat(log.warnings())
                .containsExactly("Replica 1 (failing) failed to close", "The primary store (failing) failed to close");
        assertThat(log.thrown()).containsExactly(failure, failure);
    }

    @Test
    void anInterruptedCallerDoesNotWait() throws Exception {
        hang(true);
        ReplicatedFeatureFlagStore store = store(LONG);
        store.create(flag("a", 1));
        Thread thread = worker.join();
        Thread.currentThread().interrupt();
        store.close();
        assertThat(Thread.interrupted()).isTrue();
        assertThat(primary.closings()).isOne();
        thread.join();
        assertThat(replica.closings()).isOne();
    }

    /** A write that is under way on the primary when the replicas are closed. */
    @Test
    void aWriteThatComesTooLateIsTold() {
        ReplicatedFeatureFlagStore store = store(LONG);
        primary.beforeEachCall(flag -> store.close());
        assertThat(store.create(flag("a", 1))).isTrue();
        assertThat(log.warnings())
                .containsExactly(
                        "Replica 1 (replica) is closed already, and does not get a write of the flag 'a'",
                        "Replica 2 (other) is closed already, and does not get a write of the flag 'a'");
    }

    @Test
    void whatIsToBeCopiedTooLateIsRefused() throws Exception {
        ReplicaQueue queue = new ReplicaQueue(1);
        assertThat(queue.close().isEmpty()).isTrue();
        assertThat(queue.mark("a").await()).hasMessage("The replicated store is closed");
        assertThat(queue.markComparison().await()).hasMessage("The replicated store is closed");
        assertThat(queue.next()).isNull();
    }
}
