package dev.flipper.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.flipper.StoreException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class TransactionWritesTest {

    private final List<String> done = new ArrayList<>();
    private final TransactionWrites writes =
            new TransactionWrites(flag -> done.add("begin " + flag), ended -> done.add("end " + ended));
    private final TransactionalStore store = new TransactionalStore();

    private boolean write(StoreTransaction transaction) {
        return writes.write(transaction, "a", () -> done.add("write"), result -> List.of());
    }

    @Test
    void nothingIsKeptOnceATransactionHasEnded() {
        TransactionalStore.Transaction committed = store.begin();
        write(committed);
        TransactionalStore.Transaction rolledBack = store.begin();
        write(rolledBack);
        assertThat(writes.underWay()).isEqualTo(2);
        rolledBack.rollback();
        committed.commit();
        assertThat(writes.underWay()).isZero();
        store.requests = 0;
        assertThatExceptionOfType(StoreException.class).isThrownBy(() -> write(store.begin()));
        assertThat(writes.underWay()).isZero();
    }

    @Test
    void aTransactionThatEndsJustBeforeAChangeKeepsItFromBeingMade() {
        StoreTransaction ending = new StoreTransaction() {
            @Override
            public FlagDefinition get(String name) {
                return null;
            }

            @Override
            public void onEnd(Consumer<Boolean> end) {
                end.accept(true);
            }
        };
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> write(ending))
                .withMessage("The flag 'a' was not changed: the transaction has just been ended");
        assertThat(done).containsExactly("end {}");
        assertThat(writes.underWay()).isZero();
    }
}
