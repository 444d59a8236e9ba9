package dev.flipper.store;

import static dev.flipper.store.NumberedFlags.flag;
import static dev.flipper.store.NumberedFlags.number;
import static dev.flipper.store.NumberedFlags.to;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.flipper.StoreException;
import dev.flipper.store.TransactionalStore.Transaction;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Copies of a store whose changes are parts of the caller's transactions. */
@Timeout(60)
class ReplicatedTransactionsTest {

    private final TransactionalStore primary = new TransactionalStore();
    private final AuditingStore replica = new AuditingStore("replica");
    private final ManualTasks tasks = new ManualTasks();
    /** Synchronous, and nobody runs the tasks: who waited would do so for ever. */
    private final ReplicatedFeatureFlagStore store = new ReplicatedFeatureFlagStore(
            ReplicatedFeatureFlagStore.builder(primary).replica(replica).synchronous(true),
            number -> tasks,
            tasks,
            () -> -1);

    @Test
    void theLatestStatesAreCopiedAfterTheCommit() {
        Transaction transaction = primary.begin();
        store.create(flag("a", 1));
        store.update("a", to(2));
        store.create(flag("b", 1));
        store.delete("b");
        tasks.runDue();
        assertThat(replica.audit()).isEmpty();
        assertThat(store.transaction()).containsSame(transaction);
        transaction.commit();
        tasks.runDue();
        assertThat(replica.audit("a")).containsExactly(flag("a", 2));
        assertThat(replica.flags()).containsOnlyKeys("a");
    }

    @Test
    void nothingOfARollbackIsCopied() {
        primary.create(flag("a", 1));
        Transaction transaction = primary.begin();
        store.update("a", to(2));
        store.create(flag("b", 1));
        transaction.rollback();
        tasks.runDue();
        assertThat(replica.flags()).containsOnlyKeys("a").containsEntry("a", flag("a", 1));
    }

    /** The second thread waits for the flag in the primary; with its lock here in its hands it would be for good. */
    @Test
    @Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD) // a lock cannot be interrupted
    void aChangeThatWaitsForTheTransactionDoesNotHoldItUp() {
        primary.create(flag("a", 1));
        Transaction transaction = primary.begin();
        store.update("a", to(2));
        CompletableFuture<Void> second = CompletableFuture.runAsync(
                () -> primary.committed(() -> store.update("a", to(4))), task -> new Thread(task).start());
        primary.awaitWaiter();
        store.update("a", to(3));
        transaction.commit();
        second.join();
        tasks.runDue();
        assertThat(number(primary.get("a"))).isEqualTo(4);
        assertThat(replica.flags()).containsEntry("a", flag("a", 4));
    }

    @Test
    void aChangeThatFailsIsCopiedAsItIs() {
        Transaction transaction = primary.begin();
        store.create(flag("a", 1));
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> store.update("a", old -> {
                    throw new IllegalStateException();
                }));
        transaction.commit();
        tasks.runDue();
        assertThat(replica.flags()).containsEntry("a", flag("a", 1));
    }

    @Test
    void whereTheEndWouldNotBeToldNothingIsChanged() {
        primary.requests = 0;
        Transaction transaction = primary.begin();
        assertThatExceptionOfType(StoreException.class).isThrownBy(() -> store.create(flag("a", 1)));
        transaction.commit();
        assertThat(primary.flags()).isEmpty();
    }
}
