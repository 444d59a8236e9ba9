package dev.flipper.store;

import static dev.flipper.store.NumberedFlags.flag;
import static dev.flipper.store.NumberedFlags.to;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.flipper.LogCapture;
import dev.flipper.StoreException;
import dev.flipper.store.AuditingStore.Entry;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ResyncTest {

    private final AuditingStore primary = new AuditingStore("primary");
    private final AuditingStore first = new AuditingStore("first");
    private final AuditingStore second = new AuditingStore("second");
    private final ManualTasks tasks = new ManualTasks();
    private final IllegalStateException failure = new IllegalStateException("refused");
    private final ReplicatedFeatureFlagStore store = new ReplicatedFeatureFlagStore(primary, first, second);
    private final ReplicatedFeatureFlagStore manual = new ReplicatedFeatureFlagStore(
            ReplicatedFeatureFlagStore.builder(primary).replica(first), number -> tasks, tasks, () -> -1);
    private final LogCapture log = new LogCapture();

    @AfterEach
    void close() {
        store.close();
        log.close();
    }

    private void fill() {
        primary.create(flag("same", 1));
        primary.create(flag("other", 1));
        primary.create(flag("missing", 1));
        first.create(flag("same", 1));
        first.create(flag("other", 2));
        first.create(flag("in excess", 1));
    }

    @Test
    void copiesWhatDiffersAndRemovesWhatIsInExcess() {
        fill();
        int before = first.audit().size();
        store.resync();
        assertThat(first.flags()).isEqualTo(primary.flags());
        assertThat(second.flags()).isEqualTo(primary.flags());
        assertThat(first.audit().subList(before, first.audit().size()))
                .containsExactlyInAnyOrder(
                        new Entry("other", flag("other", 1)),
                        new Entry("missing", flag("missing", 1)),
                        new Entry("in excess", null));
        assertThat(log.warnings()).isEmpty();
    }

    @Test
    void aPrimaryThatCannotBeReadIsTold() {
        primary.failWith(failure);
        StoreException thrown = catchThrowableOfType(StoreException.class, store::resync);
        assertThat(thrown)
                .hasMessageContaining("Replica 1 (first) is not up to date: ")
                .hasMessageContaining("The primary store failed to list its flags: " + failure);
        assertThat(thrown.getSuppressed()[0].getCause()).hasCause(failure);
    }

    @Test
    void aReplicaThatFailsIsNamedAndTheOthersAreUpToDate() {
        fill();
        second.failWith(failure);
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(store::resync)
                .withMessage("Not all flags are copied yet, which goes on in the background."
                        + " Replica 2 (second) is not up to date: " + failure)
                .satisfies(thrown -> assertThat(thrown.getSuppressed()).hasSize(1))
                .satisfies(thrown -> assertThat(thrown.getSuppressed()[0]).hasCause(failure));
        assertThat(first.flags()).isEqualTo(primary.flags());
        second.recover();
        store.resync();
        assertThat(second.flags()).isEqualTo(primary.flags());
    }

    @Test
    void theBackgroundGoesOnTrying() {
        fill();
        first.failWith(failure);
        Receipt receipt = manual.beginResync().get(0);
        assertThat(receipt.isSettled()).isFalse();
        tasks.runDue();
        assertThat(receipt.isSettled()).isTrue();
        assertThat(log.warnings())
                .containsExactly("Replica 1 (first) is behind: it failed to take the comparison with the primary."
                        + " This is tried again until it succeeds");
        first.recover();
        tasks.advance(Duration.ofMinutes(1));
        assertThat(first.flags()).isEqualTo(primary.flags());
    }

    /** All are read, and then the copies fail. */
    @Test
    void alsoWhenACopyFails() throws Exception {
        fill();
        first.beforeEachCall(flag -> {
            if (!flag.equals(AuditingStore.ALL)) {
                throw failure;
            }
        });
        Receipt receipt = manual.beginResync().get(0);
        tasks.runDue();
        assertThat(receipt.await()).isSameAs(failure);
        first.recover();
        Receipt second = manual.beginResync().get(0);
        tasks.runDue();
        assertThat(second.await()).isNull();
        assertThat(first.flags()).isEqualTo(primary.flags());
    }

    @Test
    void whatIsNoFlagIsReplacedInAReplicaAndNeverCopied() {
        TextStore from = new TextStore().put("a", "{").put("b", flag("b", 1).toJson());
        TextStore to = new TextStore().put("b", "{").put("in excess", "{");
        ReplicatedFeatureFlagStore texts = new ReplicatedFeatureFlagStore(
                ReplicatedFeatureFlagStore.builder(from).replica(to), number -> tasks, tasks, () -> -1);
        texts.beginResync();
        tasks.runDue();
        texts.beginResync();
        tasks.runDue();
        assertThat(to.text("a")).isNull();
        assertThat(to.get("b")).isEqualTo(flag("b", 1));
        assertThat(to.text("in excess")).isNull();
        assertThat(log.warnings()).as("told once").hasSize(1);
    }

    @Test
    void whatIsNoFlagOnceMoreIsToldOnceMore() {
        TextStore from = new TextStore().put("a", "{");
        ReplicatedFeatureFlagStore texts = new ReplicatedFeatureFlagStore(
                ReplicatedFeatureFlagStore.builder(from).replica(first), number -> tasks, tasks, () -> -1);
        for (String text : List.of("{", flag("a", 1).toJson(), "{", "{")) {
            from.put("a", text);
            texts.beginResync();
            tasks.runDue();
        }
        assertThat(log.warnings()).hasSize(2);
        assertThat(first.flags()).as("it keeps what it has").containsEntry("a", flag("a", 1));
    }

    /** Whoever asks for it does not want to wait for the end of a pause. */
    @Test
    void doesNotWaitForTheEndOfAPause() {
        first.failWith(failure);
        manual.create(flag("a", 1));
        manual.create(flag("b", 1));
        tasks.advance(Duration.ofSeconds(10));
        first.recover();
        Receipt receipt = manual.beginResync().get(0);
        tasks.runDue();
        assertThat(receipt.isSettled()).isTrue();
        assertThat(first.flags()).containsOnlyKeys("a", "b");
        int calls = first.calls();
        tasks.advance(Duration.ofMinutes(1));
        assertThat(first.calls()).as("nothing is left to do").isEqualTo(calls);
    }

    /** However often somebody asks, the pauses of an outage stay what they are. */
    @Test
    void askingOftenDoesNotMultiplyTheAttempts() {
        first.failWith(failure);
        manual.create(flag("a", 1));
        for (int i = 0; i < 20; i++) {
            manual.beginResync();
            tasks.runDue();
        }
        tasks.advance(Duration.ofSeconds(10));
        int calls = first.calls();
        tasks.advance(Duration.ofSeconds(50));
        assertThat(first.calls() - calls).isBetween(9, 11);
    }

    @Test
    void twoAtATimeAreOne() {
        fill();
        List<Receipt> one = manual.beginResync();
        assertThat(manual.beginResync()).isEqualTo(one);
        tasks.runDue();
        assertThat(one.get(0).isSettled()).isTrue();
    }

    /** Somebody asks while the worker has compared, and has not given the lane back yet. */
    @Test
    void oneThatIsAskedForAtTheEndOfAnotherIsOneMore() {
        ReplicaQueue queue = new ReplicaQueue(1);
        Receipt one = queue.markComparison();
        ReplicaLane lane = queue.next();
        assertThat(queue.beginCopy(lane)).isTrue();
        assertThat(queue.endCopy(lane)).isSameAs(one);
        assertThat(queue.markComparison()).isNotSameAs(one);
        queue.giveBack(lane);
        assertThat(queue.next()).isSameAs(lane);
        assertThat(queue.next()).isNull();
    }

    @Test
    void aFlagThatRestsIsTriedToo() {
        first.beforeEachCall(flag -> {
            if (flag.equals("poison")) {
                throw failure;
            }
        });
        manual.create(flag("poison", 1));
        manual.create(flag("a", 1));
        tasks.advance(Duration.ofMillis(100));
        first.recover();
        manual.beginResync();
        tasks.runDue();
        assertThat(first.flags()).containsOnlyKeys("a", "poison");
        tasks.advance(Duration.ofMinutes(1));
        assertThat(log.warnings()).hasSize(2);
    }

    @Test
    void askingOftenDoesNotMultiplyTheAttemptsAtAFlagThatRests() {
        int[] attempts = {0};
        first.beforeEachCall(flag -> {
            if (flag.equals("poison")) {
                attempts[0]++;
                throw failure;
            }
        });
        manual.create(flag("poison", 1));
        manual.create(flag("a", 1));
        tasks.advance(Duration.ofMillis(100));
        for (int i = 0; i < 20; i++) {
            manual.beginResync();
            tasks.runDue();
        }
        tasks.advance(Duration.ofMinutes(1));
        int before = attempts[0];
        tasks.advance(Duration.ofMinutes(5));
        assertThat(attempts[0] - before).isBetween(9, 11);
    }

    /** What waits is older than what is copied, and goes first. */
    @Test
    void writesThatWaitGoFirst() {
        manual.create(flag("a", 1));
        manual.update("a", to(2));
        primary.update("a", to(3));
        manual.beginResync();
        tasks.runDue();
        assertThat(first.audit("a")).containsExactly(flag("a", 1), flag("a", 2), flag("a", 3));
    }

    /** A write comes between the worker's look at the lane and its turn at the flag's lock. */
    @Test
    void aWriteThatComesInBetweenGoesFirst() {
        ReplicaQueue queue = new ReplicaQueue(10);
        Receipt copied = queue.mark("a");
        ReplicaLane lane = queue.next();
        assertThat(queue.first(lane)).isNull();
        Receipt written = queue.add("a", flag("a", 1));
        PrimarySource source = new PrimarySource(primary, new QuietLocks());
        assertThat(source.read("a", () -> queue.beginCopy(lane))).isNull();
        assertThat(primary.calls()).isZero();
        queue.giveBack(lane);
        assertThat(queue.next()).isSameAs(lane);
        queue.arrived(lane);
        assertThat(written.isSettled()).isTrue();
        assertThat(copied.isSettled()).isFalse();
        assertThat(queue.beginCopy(lane)).isTrue();
        assertThat(queue.endCopy(lane)).isSameAs(copied);
    }

    /** While the primary is read for a copy, a writer of that flag waits. */
    @Test
    void aWriteDuringTheReadingComesAfterTheCopy() throws Exception {
        primary.create(flag("a", 1));
        Thread writer = new Thread(() -> manual.update("a", to(2)), "writer");
        primary.beforeEachCall(name -> {
            if (Thread.currentThread() != writer && name.equals("a")) {
                writer.start();
                awaitBlockedOrEnded(writer);
            }
        });
        manual.beginResync();
        tasks.runDue();
        writer.join();
        tasks.runDue();
        assertThat(first.audit("a")).containsExactly(flag("a", 1), flag("a", 2));
    }

    static void awaitBlockedOrEnded(Thread thread) {
        while (thread.getState() != Thread.State.WAITING && thread.getState() != Thread.State.TERMINATED) {
            Thread.onSpinWait();
        }
    }

    @Test
    void anInterruptedCallerIsLetGo() {
        fill();
        Thread.currentThread().interrupt();
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(manual::resync)
                .withMessage("Interrupted while the flags are copied, which goes on in the background");
        assertThat(Thread.interrupted()).isTrue();
        tasks.runDue();
        assertThat(first.flags()).isEqualTo(primary.flags());
    }
}
