package dev.flipper;

import dev.flipper.store.Change;
import dev.flipper.store.StoreTransaction;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The client's changes in transactions of the caller's, from the first one to the end of the transaction. */
final class JoinedWrites {

    private final Map<StoreTransaction, JoinedTransaction> open = new ConcurrentHashMap<>();
    private final OwnWrites ownWrites;

    JoinedWrites(OwnWrites ownWrites) {
        this.ownWrites = ownWrites;
    }

    /**
     * Makes a change.
     *
     * @param outcome gives the change that the write has made, or null if it has made none
     * @param after runs with it once the transaction is committed, and never if it is not
     * @throws StoreException if the transaction cannot be followed to its end
     */
    <T extends @Nullable Object> T write(
            StoreTransaction transaction,
            String flag,
            Supplier<T> write,
            Function<T, @Nullable Change> outcome,
            Consumer<Change> after) {
        JoinedTransaction joined = join(transaction);
        T result = write.get();
        Change own = outcome.apply(result);
        if (own != null) {
            joined.add(flag, own, () -> after.accept(own));
        }
        return result;
    }

    /** Before the first change: one whose end would not be told must not be made. */
    private JoinedTransaction join(StoreTransaction transaction) {
        JoinedTransaction known = open.get(transaction);
        if (known != null) {
            return known;
        }
        JoinedTransaction joined = new JoinedTransaction(transaction, ownWrites);
        open.put(transaction, joined);
        try {
            transaction.onEnd(committed -> {
                open.remove(transaction, joined);
                joined.ends(committed);
            });
            return joined;
        } catch (Throwable e) {
            open.remove(transaction, joined);
            throw e;
        }
    }

    /** Gives the number of transactions that have not ended. */
    int underWay() {
        return open.size();
    }
}
