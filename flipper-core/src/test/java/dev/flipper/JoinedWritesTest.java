package dev.flipper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.flipper.store.Change;
import dev.flipper.store.FlagDefinition;
import dev.flipper.store.TransactionalStore;
import dev.flipper.store.TransactionalStore.Transaction;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JoinedWritesTest {

    private static final FlagDefinition FLAG = FlagDefinition.of("flag", true, Instant.EPOCH, Map.of());

    private final TransactionalStore store = new TransactionalStore();
    private final List<Change> after = new ArrayList<>();
    private final JoinedWrites writes =
            new JoinedWrites(new OwnWrites(change -> {}, new Problems("main", InstantSource.system())));

    private boolean write(Transaction transaction, Change own) {
        return writes.write(transaction, "flag", () -> true, done -> own, after::add);
    }

    @Test
    void nothingIsKeptOnceATransactionHasEnded() {
        Change own = new Change(null, FLAG);
        Transaction committed = store.begin();
        write(committed, own);
        Transaction rolledBack = store.begin();
        write(rolledBack, own);
        assertThat(writes.underWay()).isEqualTo(2);
        rolledBack.rollback();
        assertThat(after).isEmpty();
        committed.commit();
        assertThat(after).containsExactly(own);
        assertThat(writes.underWay()).isZero();
        committed.tellEnd(true);
        assertThat(after).as("told twice of one end").hasSize(1);
    }

    @Test
    void aWriteThatChangesNothingIsNothing() {
        Transaction transaction = store.begin();
        write(transaction, null);
        transaction.commit();
        assertThat(after).isEmpty();
    }

    @Test
    void aTransactionThatCannotBeFollowedIsNotKept() {
        Transaction transaction = store.begin();
        transaction.rollback();
        assertThatExceptionOfType(StoreException.class).isThrownBy(() -> write(transaction, new Change(null, FLAG)));
        assertThat(writes.underWay()).isZero();
        assertThat(after).isEmpty();
    }
}
