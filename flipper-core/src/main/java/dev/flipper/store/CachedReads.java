package dev.flipper.store;

import dev.flipper.StoreException;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads flags through the cache. A flag is read from the store in the thread of one of those who want it, while no lock
 * is held; its outcome is kept only if the flag was not outdated meanwhile. So a read that began before a change leaves
 * nothing behind after it, and whoever comes after the change does not join such a read.
 */
final class CachedReads {

    /** As deep as an interrupt may be wrapped. */
    private static final int CAUSES = 10;

    private final FeatureFlagStore store;
    private final CachedFlags flags;
    private final LongSupplier ticker;
    private final CacheOutage outage;
    /** Of a lifetime of nothing until it is known how the store tells of changes. */
    private final AtomicReference<CachePeriod> period = new AtomicReference<>(new CachePeriod(0));

    private volatile boolean closed;

    CachedReads(FeatureFlagStore store, CachedFlags flags, CacheOutage outage, LongSupplier ticker) {
        this.store = store;
        this.flags = flags;
        this.outage = outage;
        this.ticker = ticker;
    }

    @Nullable
    FlagDefinition get(String name) {
        CachedFlag flag = flags.get(name);
        StoredFlag current = flag == null ? null : current(flag.state(), period());
        return (current == null ? read(name) : current).get();
    }

    private CachePeriod period() {
        return Objects.requireNonNull(period.get());
    }

    private @Nullable StoredFlag current(CachedFlag.State state, CachePeriod now) {
        return state instanceof CachedFlag.Current current && current.period == now && isFresh(current)
                ? current.outcome
                : null;
    }

    private boolean isFresh(CachedFlag.Current current) {
        return current.period.isWithoutEnd() || current.period.covers(ticker.getAsLong() - current.readAt);
    }

    private StoredFlag read(String name) {
        if (closed) {
            return StoredFlag.read(store, name);
        }
        CachedFlag flag = flags.getOrAdd(name);
        while (true) {
            StoredFlag outcome = attempt(name, flag, flag.state(), period());
            if (outcome != null) {
                return outcome;
            }
        }
    }

    /** Gives null if somebody else has changed the state. */
    private @Nullable StoredFlag attempt(String name, CachedFlag flag, CachedFlag.State state, CachePeriod now) {
        StoredFlag current = current(state, now);
        if (current != null) {
            return current;
        }
        if (state instanceof CacheLoad load && load.period == now && load.canBeAwaited()) {
            return load.known != null && outage.isOn() ? load.known : join(name, flag, load);
        }
        CachedFlag.Outdated pausing = pausing(state, now);
        if (state.known != null && (pausing != null || !outage.mayAsk())) {
            return state.known;
        }
        if (pausing != null) {
            throw new StoreException(
                    "The store failed to read the flag '" + name + "' a moment ago, and is asked again in a moment",
                    pausing.failure);
        }
        CacheLoad load = new CacheLoad(state.known, now, ticker.getAsLong());
        return flag.compareAndSet(state, load) ? load(name, flag, load) : null;
    }

    /**
     * Gives the state of a flag that has failed, for as long as it shall not be read. It waits longer than the others,
     * so that it does not take their turn each time.
     */
    private CachedFlag.@Nullable Outdated pausing(CachedFlag.State state, CachePeriod now) {
        return state instanceof CachedFlag.Outdated outdated
                        && outdated.failedIn == now
                        && ticker.getAsLong() - outdated.notBefore < 0
                ? outdated
                : null;
    }

    private StoredFlag load(String name, CachedFlag flag, CacheLoad load) {
        try {
            StoredFlag outcome = StoredFlag.read(store, name);
            flag.compareAndSet(load, new CachedFlag.Current(outcome, load.period, load.begunAt));
            load.answer(outcome);
            outage.succeeded();
            return outcome;
        } catch (Throwable e) {
            // Errors too: a check shall not feel them, and somebody may be waiting.
            return isInterrupt(e) ? cutShort(name, flag, load, e) : lastKnown(name, flag, load, e);
        }
    }

    private static boolean isInterrupt(Throwable failure) {
        boolean found = Thread.currentThread().isInterrupted();
        Throwable cause = failure;
        for (int depth = 0; depth < CAUSES && cause != null; depth++) {
            found |= cause instanceof InterruptedException;
            cause = cause.getCause();
        }
        return found;
    }

    /** Somebody wanted this thread back, which says nothing of the store: the next one may ask it at once. */
    private static StoredFlag cutShort(String name, CachedFlag flag, CacheLoad load, Throwable failure) {
        flag.compareAndSet(load, new CachedFlag.Outdated(load.known));
        load.giveUp();
        StoredFlag known = flag.state().known;
        if (known == null) {
            throw unchecked(name, failure);
        }
        return known;
    }

    private StoredFlag lastKnown(String name, CachedFlag flag, CacheLoad load, Throwable failure) {
        long pause = outage.failed(load.begunAt, load.known != null);
        long notBefore = ticker.getAsLong() + 2 * pause;
        flag.compareAndSet(load, new CachedFlag.Outdated(load.known, load.period, failure, notBefore));
        // Maybe more than when the attempt began: a change was made, or a later attempt succeeded.
        StoredFlag known = flag.state().known;
        if (known == null) {
            load.fail(failure);
        } else {
            load.answer(known);
        }
        outage.tell(name, failure);
        if (known == null) {
            throw unchecked(name, failure);
        }
        return known;
    }

    /** Gives null if the read has ended without an outcome. */
    private static @Nullable StoredFlag join(String name, CachedFlag flag, CacheLoad load) {
        try {
            return load.await();
        } catch (ExecutionException e) {
            throw unchecked(name, e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            StoredFlag known = flag.state().known;
            if (known == null) {
                throw new StoreException("Interrupted while the flag '" + name + "' was being read", e);
            }
            return known;
        }
    }

    private static RuntimeException unchecked(String name, @Nullable Throwable failure) {
        if (failure instanceof Error error) {
            throw error;
        }
        return failure instanceof RuntimeException exception
                ? exception
                : new StoreException("The store failed to read the flag '" + name + "'", failure);
    }

    /** What was read of a flag until now is not to be relied on any more. Never waits. */
    void outdate(String name) {
        CachedFlag flag = flags.peek(name);
        if (flag != null) {
            flag.outdate();
        }
    }

    /** The same, and this is what is known of the flag; null: nothing. */
    void outdate(String name, @Nullable StoredFlag known) {
        flags.getOrAdd(name).set(new CachedFlag.Outdated(known));
    }

    /** What was read of all flags until now is not to be relied on any more. Never waits. */
    void outdateAll() {
        period.updateAndGet(CachePeriod::next);
    }

    /** The same, and from now on an entry is good for so many nanoseconds. */
    void outdateAll(long lifetime) {
        period.set(new CachePeriod(lifetime));
    }

    /** The store is not all gone: it has told of something. */
    void hint() {
        outage.hint();
    }

    /** Forgets everything; every later read goes to the store. */
    void close() {
        closed = true;
        // For a flag that somebody adds in this moment.
        outdateAll(0);
        flags.clear();
    }
}
