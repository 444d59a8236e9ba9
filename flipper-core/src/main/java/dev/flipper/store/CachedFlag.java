package dev.flipper.store;

import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * One flag in the cache. Its state is replaced as a whole, and whoever reads the flag may replace only the very state
 * that he began with: an invalidation meanwhile, which never waits, has put another one there.
 */
final class CachedFlag extends AtomicReference<CachedFlag.State> {

    private static final long serialVersionUID = 1L;

    /** What is known of the flag; null: nothing. */
    abstract static sealed class State permits Current, Outdated, CacheLoad {

        final @Nullable StoredFlag known;

        State(@Nullable StoredFlag known) {
            this.known = known;
        }
    }

    /** Was read, and nothing has happened since. */
    static final class Current extends State {

        final StoredFlag outcome;
        final CachePeriod period;
        final long readAt;

        Current(StoredFlag outcome, CachePeriod period, long readAt) {
            super(outcome);
            this.outcome = outcome;
            this.period = period;
            this.readAt = readAt;
        }
    }

    /** Has to be read again. */
    static final class Outdated extends State {

        /** The period in which reading it failed; null if it was not tried since it is outdated. */
        final @Nullable CachePeriod failedIn;

        /** How it failed then. */
        final @Nullable Throwable failure;

        final long notBefore;

        Outdated(@Nullable StoredFlag known) {
            super(known);
            this.failedIn = null;
            this.failure = null;
            this.notBefore = 0;
        }

        Outdated(@Nullable StoredFlag known, CachePeriod failedIn, Throwable failure, long notBefore) {
            super(known);
            this.failedIn = failedIn;
            this.failure = failure;
            this.notBefore = notBefore;
        }
    }

    CachedFlag() {
        super(new Outdated(null));
    }

    State state() {
        return Objects.requireNonNull(get());
    }

    /** From now on the flag has to be read again; what was known of it stays known. */
    void outdate() {
        updateAndGet(state -> new Outdated(state.known));
    }
}
