package dev.flipper.store;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Writes through to the store and outdates what is cached of the flag. The outcome becomes what is last known of it,
 * unless two writes overlap: which of them was the last is then known to the store only. No lock is held while the
 * store writes: it may tell a listener, who may write as well.
 */
final class CacheWrites {

    private final CachedReads reads;
    private final CacheOutage outage;
    private final TransactionWrites transactions;
    private final ConcurrentMap<String, Overlap> underWay = new ConcurrentHashMap<>();

    /** Writes of one flag that overlap, directly or by others between them. Changed within the map's methods only. */
    private static final class Overlap {
        private int writers;
        private int outcomes;
    }

    CacheWrites(CachedReads reads, CacheOutage outage) {
        this.reads = reads;
        this.outage = outage;
        this.transactions = new TransactionWrites(this::begin, ended -> ended.forEach(this::end));
    }

    /**
     * Writes.
     *
     * @param transaction what the change is a part of; what is cached is outdated when it has ended
     * @param states gives the states of the flag that come to light by it, the last one of which it has now; none: it
     *     cannot be told
     */
    <T extends @Nullable Object> T write(
            Optional<StoreTransaction> transaction,
            String name,
            Supplier<T> write,
            Function<T, List<StoredFlag>> states) {
        T result = transaction.isPresent()
                ? transactions.write(transaction.get(), name, write, states)
                : writeAlone(name, write, states);
        outage.succeeded();
        return result;
    }

    private <T extends @Nullable Object> T writeAlone(
            String name, Supplier<T> write, Function<T, List<StoredFlag>> states) {
        begin(name);
        List<StoredFlag> known = List.of();
        try {
            T result = write.get();
            known = states.apply(result);
            return result;
        } finally {
            // After a failure too: it may be the answer only that was lost.
            end(name, known);
        }
    }

    private void begin(String name) {
        underWay.compute(name, (key, known) -> {
            Overlap overlap = known == null ? new Overlap() : known;
            overlap.writers++;
            return overlap;
        });
    }

    private void end(String name, List<StoredFlag> states) {
        StoredFlag known = states.isEmpty() ? null : states.get(states.size() - 1);
        underWay.computeIfPresent(name, (key, overlap) -> {
            if (known == null) {
                reads.outdate(name);
            } else {
                overlap.outcomes++;
                reads.outdate(name, overlap.outcomes == 1 ? known : null);
            }
            return --overlap.writers == 0 ? null : overlap;
        });
    }

    int underWay() {
        return underWay.size() + transactions.underWay();
    }
}
