package dev.flipper.store;

import static dev.flipper.store.NumberedFlags.flag;
import static dev.flipper.store.NumberedFlags.number;
import static dev.flipper.store.NumberedFlags.to;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.flipper.StoreException;
import dev.flipper.store.TransactionalStore.Transaction;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Changes in transactions of the caller's. Nothing happens in the background unless the test says so. */
@Timeout(60)
class MirrorTransactionsTest {

    private final TransactionalStore store = new TransactionalStore();
    private final ManualTasks tasks = new ManualTasks();
    private final MirroredFeatureFlagStore mirror = MirroredFeatureFlagStore.builder(store)
            .startTimeout(Duration.ZERO)
            .tasks(tasks)
            .clock(tasks)
            .build();
    private final List<Change> told = new ArrayList<>();

    @BeforeEach
    void listen() {
        store.create(flag("a", 1));
        tasks.runDue();
        mirror.subscribe(new StoreListener() {
            @Override
            public void changed(String flag) {
                throw new AssertionError("the mirror knows its changes");
            }

            @Override
            public void changed(String flag, Change change) {
                told.add(change);
            }
        });
        store.readings.set(0);
    }

    private static Change change(int before, int after) {
        return new Change(flag("a", before), flag("a", after));
    }

    private Transaction begin(int number) {
        Transaction transaction = store.begin();
        mirror.update("a", to(number));
        return transaction.suspend();
    }

    private void inAnotherThread(Runnable action) {
        CompletableFuture<Void> done = CompletableFuture.runAsync(action, task -> new Thread(task).start());
        done.join();
    }

    @Test
    void showsAndTellsAChangeAtTheCommitAndReadsNothing() {
        Transaction transaction = store.begin();
        mirror.update("a", to(2));
        mirror.update("a", to(3));
        mirror.create(flag("b", 1));
        tasks.runDue();
        assertThat(number(mirror.get("a"))).isEqualTo(1);
        assertThat(mirror.get("b")).isNull();
        assertThat(told).isEmpty();
        store.readings.set(0);
        transaction.commit();
        assertThat(number(mirror.get("a"))).isEqualTo(3);
        assertThat(number(mirror.get("b"))).isEqualTo(1);
        assertThat(told).containsExactly(change(1, 3), new Change(null, flag("b", 1)));
        assertThat(store.readings).hasValue(0);
        tasks.runDue();
        assertThat(told).hasSize(2);
    }

    @Test
    void aRollbackLeavesNothing() {
        Transaction transaction = store.begin();
        mirror.update("a", to(2));
        mirror.delete("a");
        mirror.create(flag("b", 1));
        transaction.rollback();
        tasks.runDue();
        assertThat(number(mirror.get("a"))).isEqualTo(1);
        assertThat(mirror.get("b")).isNull();
        assertThat(told).isEmpty();
        mirror.update("a", to(5));
        assertThat(number(mirror.get("a"))).isEqualTo(5);
        assertThat(told).containsExactly(change(1, 5));
    }

    /** As after a lost connection: it may be a commit. */
    @Test
    void anEndThatIsNotKnownIsLookedUp() {
        store.tells = false;
        begin(2).commitSilently().tellEnd(false);
        assertThat(number(mirror.get("a"))).isEqualTo(1);
        tasks.runDue();
        assertThat(number(mirror.get("a"))).isEqualTo(2);
        assertThat(told).containsExactly(change(1, 2));
    }

    @Test
    void aFlagThatIsMadeAndRemovedWithinATransactionIsNothing() {
        store.committed(() -> {
            mirror.create(flag("b", 1));
            mirror.delete("b");
        });
        assertThat(mirror.get("b")).isNull();
        tasks.runDue();
        assertThat(told).isEmpty();
    }

    @Test
    void aNoticeThatComesBetweenCommitAndEndHasTheFlagReadOnceMore() {
        Transaction transaction = begin(2).commitSilently();
        tasks.runDue();
        assertThat(told).isEmpty();
        store.update("a", to(3));
        tasks.runDue();
        transaction.tellEnd(true);
        assertThat(number(mirror.get("a"))).isEqualTo(2);
        tasks.runDue();
        assertThat(number(mirror.get("a"))).isEqualTo(3);
        assertThat(told).containsExactly(change(1, 2), change(2, 3));
    }

    @Test
    void anotherThreadMayEndIt() {
        Transaction transaction = begin(2);
        inAnotherThread(transaction::commit);
        assertThat(number(mirror.get("a"))).isEqualTo(2);
        assertThat(told).containsExactly(change(1, 2));
    }

    /** The first one's end is told first. */
    @Test
    void ofTwoTransactionsThatFollowEachOtherBothShowAtOnce() {
        Transaction first = begin(2);
        CompletableFuture<Transaction> second =
                CompletableFuture.supplyAsync(() -> begin(3), task -> new Thread(task).start());
        store.awaitWaiter();
        first.commit();
        assertThat(number(mirror.get("a"))).isEqualTo(2);
        second.join().commit();
        assertThat(number(mirror.get("a"))).isEqualTo(3);
        assertThat(told).containsExactly(change(1, 2), change(2, 3));
        tasks.runDue();
        assertThat(told).hasSize(2);
    }

    /** The second one's end is told first, and by its outcome alone it might be older than the first one's. */
    @Test
    void ofTwoTransactionsWhoseEndsOvertakeEachOtherTheFlagIsReadAgain() {
        Transaction first = begin(2);
        CompletableFuture<Transaction> second =
                CompletableFuture.supplyAsync(() -> begin(1), task -> new Thread(task).start());
        store.awaitWaiter();
        first.commitSilently();
        second.join().commit();
        assertThat(number(mirror.get("a"))).isEqualTo(1);
        first.tellEnd(true);
        assertThat(number(mirror.get("a")))
                .as("to 2 and back, not back and to 2")
                .isEqualTo(1);
        tasks.runDue();
        assertThat(number(mirror.get("a"))).isEqualTo(1);
        assertThat(told).isEmpty();
    }

    @Test
    void aTransactionWhoseOutcomeIsUnknownPutsTheOneBesideItInDoubt() {
        Transaction first = begin(2);
        CompletableFuture<Transaction> second =
                CompletableFuture.supplyAsync(() -> begin(3), task -> new Thread(task).start());
        store.awaitWaiter();
        first.commitSilently();
        Transaction last = second.join();
        first.tellEnd(false);
        last.commit();
        assertThat(number(mirror.get("a"))).isEqualTo(1);
        tasks.runDue();
        assertThat(number(mirror.get("a"))).isEqualTo(3);
        last = begin(4);
        last.commit();
        assertThat(number(mirror.get("a"))).as("nothing is left of the doubt").isEqualTo(4);
    }

    /**
     * The second thread waits for the flag in the store; with a lock of the mirror's in its hands it would be for good.
     */
    @Test
    @Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD) // a lock cannot be interrupted
    void aChangeThatWaitsForTheTransactionDoesNotHoldItUp() {
        Transaction transaction = begin(2);
        CompletableFuture<Transaction> second =
                CompletableFuture.supplyAsync(() -> begin(4), task -> new Thread(task).start());
        store.awaitWaiter();
        transaction.resume();
        mirror.update("a", to(3));
        transaction.commit();
        assertThat(number(mirror.get("a"))).isEqualTo(3);
        second.join().commit();
        assertThat(number(mirror.get("a"))).isEqualTo(4);
    }

    /** Without a transaction of its own. */
    @Test
    void aPlainChangeThatWaitsForTheTransactionReadsWhatHasBecomeOfTheFlag() {
        Transaction transaction = begin(2);
        CompletableFuture<Change> second =
                CompletableFuture.supplyAsync(() -> mirror.update("a", to(4)), task -> new Thread(task).start());
        store.awaitWaiter();
        transaction.resume();
        mirror.update("a", to(3));
        store.written = () -> {
            store.written = () -> {};
            transaction.tellEnd(true);
        };
        transaction.commitSilently();
        assertThat(second.join()).isEqualTo(change(3, 4));
        assertThat(number(mirror.get("a"))).isEqualTo(4);
        tasks.runDue();
        assertThat(number(mirror.get("a"))).isEqualTo(4);
        assertThat(told).containsExactly(change(1, 3), change(3, 4));
    }

    @Test
    void aPlainChangeWithinATransactionsTimeMakesItsOutcomeDoubtful() {
        Transaction transaction = begin(2).commitSilently();
        mirror.update("a", to(1));
        assertThat(number(mirror.get("a"))).isEqualTo(1);
        transaction.tellEnd(true);
        tasks.runDue();
        assertThat(number(mirror.get("a"))).isEqualTo(1);
    }

    @Test
    void aChangeThatFailsIsLookedUp() {
        Transaction transaction = store.begin();
        mirror.update("a", to(2));
        assertThatIllegalStateException()
                .isThrownBy(() -> mirror.update("a", flag -> {
                    throw new IllegalStateException();
                }));
        transaction.commit();
        assertThat(number(mirror.get("a"))).isEqualTo(1);
        tasks.runDue();
        assertThat(number(mirror.get("a"))).isEqualTo(2);
    }

    @Test
    void whatChangesNothingIsLookedUp() {
        Transaction transaction = store.begin();
        assertThat(mirror.create(flag("a", 7))).isFalse();
        assertThat(mirror.update("x", to(1))).isNull();
        assertThat(mirror.delete("x")).isNull();
        mirror.update("a", flag -> flag);
        transaction.commit();
        tasks.runDue();
        assertThat(number(mirror.get("a"))).isEqualTo(1);
        assertThat(told).isEmpty();
    }

    @Test
    void aChangeBesideOneThatChangesNothingIsKnown() {
        store.committed(() -> {
            mirror.update("a", flag -> flag);
            mirror.update("a", to(2));
            mirror.update("a", flag -> flag);
        });
        assertThat(number(mirror.get("a"))).isEqualTo(2);
    }

    @Test
    void whereTheEndWouldNotBeToldNothingIsChanged() {
        store.requests = 0;
        Transaction transaction = store.begin();
        assertThatExceptionOfType(StoreException.class).isThrownBy(() -> mirror.update("a", to(2)));
        assertThatExceptionOfType(StoreException.class).isThrownBy(() -> mirror.create(flag("b", 2)));
        transaction.commit();
        assertThat(number(store.get("a"))).isEqualTo(1);
        assertThat(store.get("b")).isNull();
        store.requests = 1;
        begin(3).commit();
        assertThat(number(mirror.get("a"))).isEqualTo(3);
    }

    @Test
    void aStoreThatCannotTakePartChangesNothing() {
        store.noTransaction = new StoreException("rolled back", null);
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> mirror.update("a", to(2)))
                .isSameAs(store.noTransaction);
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> mirror.create(flag("b", 2)))
                .isSameAs(store.noTransaction);
        assertThat(number(store.get("a"))).isEqualTo(1);
    }

    /** As by a server that has lost its patience. */
    @Test
    void aTransactionThatEndsWhileItChangesAFlag() {
        Transaction transaction = store.begin();
        store.written = () -> {
            store.written = () -> {};
            inAnotherThread(transaction::rollback);
            store.update("a", to(3));
        };
        mirror.update("a", to(2));
        tasks.runDue();
        assertThat(number(mirror.get("a"))).isEqualTo(3);
        mirror.update("a", to(4));
        assertThat(number(mirror.get("a"))).as("nothing is left behind").isEqualTo(4);
    }

    /** A listener of one flag's change changes another one, as the transaction has ended. */
    @Test
    void whoIsToldMayChangeFlags() {
        mirror.subscribe(new StoreListener() {
            @Override
            public void changed(String flag) {}

            @Override
            public void changed(String flag, Change change) {
                if (flag.equals("a")) {
                    mirror.create(flag("b", number(change.after())));
                }
            }
        });
        begin(2).commit();
        assertThat(number(mirror.get("b"))).isEqualTo(2);
    }
}
