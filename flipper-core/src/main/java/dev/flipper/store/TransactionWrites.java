package dev.flipper.store;

import dev.flipper.StoreException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The changes that are made through a store before another one in transactions of the caller's. The first change of a
 * flag in a transaction begins a write of the flag, which ends when the transaction has ended. No lock is held
 * meanwhile, not even while the store makes a change: the store itself locks the flag until the end of the transaction,
 * and whoever waited for that with a lock in his hands would hold up the transaction's next change of the flag.
 */
final class TransactionWrites {

    private final Map<StoreTransaction, Writes> open = new ConcurrentHashMap<>();
    private final Consumer<String> begin;
    private final Consumer<Map<String, List<StoredFlag>>> end;

    /**
     * Takes what is to be done.
     *
     * @param begin takes a flag before its first change in a transaction
     * @param end takes the flags of a transaction that has ended, in the order of their first changes, each with its
     *     states before the first change and after the last; without states after a rollback, and where they are not
     *     known. Called by the thread that ends the transaction
     */
    TransactionWrites(Consumer<String> begin, Consumer<Map<String, List<StoredFlag>>> end) {
        this.begin = begin;
        this.end = end;
    }

    /** The writes of one transaction. */
    private final class Writes {

        private final Map<String, TransactedFlag> flags = new LinkedHashMap<>();
        private boolean ended;

        synchronized void begin(String flag) {
            if (ended) {
                throw new StoreException(
                        "The flag '" + flag + "' was not changed: the transaction has just been ended", null);
            }
            flags.computeIfAbsent(flag, first -> {
                        begin.accept(first);
                        return new TransactedFlag();
                    })
                    .begin();
        }

        /** Gives false if the transaction has ended meanwhile, by another thread. */
        synchronized boolean end(String flag, List<StoredFlag> states) {
            TransactedFlag written = flags.get(flag);
            if (written != null) {
                written.end(states);
            }
            return !ended;
        }

        void end(boolean committed) {
            end.accept(outcomes(committed));
        }

        private synchronized Map<String, List<StoredFlag>> outcomes(boolean committed) {
            ended = true;
            Map<String, List<StoredFlag>> outcomes = new LinkedHashMap<>();
            flags.forEach((flag, written) -> outcomes.put(flag, committed ? written.states() : List.of()));
            flags.clear();
            return outcomes;
        }
    }

    /**
     * Makes a change.
     *
     * @param states gives the states of the flag that have come to light by it
     * @throws StoreException if the transaction cannot be followed to its end; nothing is changed then
     */
    <T extends @Nullable Object> T write(
            StoreTransaction transaction, String flag, Supplier<T> write, Function<T, List<StoredFlag>> states) {
        Writes writes = join(transaction);
        writes.begin(flag);
        List<StoredFlag> known = List.of();
        try {
            T result = write.get();
            known = states.apply(result);
            return result;
        } finally {
            if (!writes.end(flag, known)) {
                // The change may stand by itself now; what is known of the flag since the end may be older.
                begin.accept(flag);
                end.accept(Map.of(flag, List.of()));
            }
        }
    }

    private Writes join(StoreTransaction transaction) {
        Writes known = open.get(transaction);
        if (known != null) {
            return known;
        }
        Writes joined = new Writes();
        open.put(transaction, joined);
        try {
            transaction.onEnd(committed -> {
                open.remove(transaction, joined);
                joined.end(committed);
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
