package dev.flipper.store;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Notices that a store fails, so that not every check waits for its timeout: while it lasts one attempt is made after
 * each pause. Any success ends it. Told once, and at most once a minute, because a single flag may fail and the others
 * not. Thread-safe; takes no lock where all is well.
 */
final class CacheOutage {

    private static final Logger LOGGER = System.getLogger(CachedFeatureFlagStore.class.getName());

    private static final Duration FIRST_PAUSE = Duration.ofMillis(10);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);
    private static final long TOLD_INTERVAL_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final LongSupplier ticker;
    private final Backoff backoff = new Backoff(
            FIRST_PAUSE, LONGEST_PAUSE, () -> ThreadLocalRandom.current().nextLong());
    private final AtomicLong nextAttempt = new AtomicLong();
    private volatile boolean on;
    private long since;
    private boolean told;
    private @Nullable Long lastTold;

    CacheOutage(LongSupplier ticker) {
        this.ticker = ticker;
    }

    boolean isOn() {
        return on;
    }

    /** For how many nanoseconds the store has failed; null if it has not since it last answered. */
    synchronized @Nullable Long lasting() {
        return on ? ticker.getAsLong() - since : null;
    }

    /**
     * Whether to ask the store now. A yes counts as an attempt: the next one is let through after the longest pause,
     * even if this one never ends.
     */
    boolean mayAsk() {
        if (!on) {
            return true;
        }
        long now = ticker.getAsLong();
        long due = nextAttempt.get();
        return now - due >= 0 && nextAttempt.compareAndSet(due, now + LONGEST_PAUSE.toNanos());
    }

    /** The store has given a sign of life: the next attempt need not wait. */
    void hint() {
        if (on) {
            nextAttempt.set(ticker.getAsLong());
        }
    }

    /**
     * An attempt has failed.
     *
     * @param admitted whether it was made because of {@link #mayAsk}. Another one does not put the next one off: a flag
     *     that fails each time would keep the store from being asked for the others
     * @return for how many nanoseconds to leave the store alone: the longer it made its caller wait, the longer
     */
    synchronized long failed(long begunAt, boolean admitted) {
        long now = ticker.getAsLong();
        long waited = Math.min(now - begunAt, LONGEST_PAUSE.toNanos());
        long pause = Math.max(backoff.next().toNanos(), waited);
        if (!on || admitted) {
            nextAttempt.set(now + pause);
        }
        if (!on) {
            since = begunAt;
            told = false;
            on = true;
        }
        return pause;
    }

    /** The store has answered. */
    void succeeded() {
        if (on) {
            end();
        }
    }

    private void end() {
        long lasted;
        synchronized (this) {
            boolean silent = !on || !told;
            on = false;
            backoff.reset();
            if (silent) {
                return;
            }
            lasted = ticker.getAsLong() - since;
        }
        log(Level.INFO, "The store of the cached feature flags answers again, after " + millis(lasted) + " ms", null);
    }

    /** Tells of a failure, unless it is told already. */
    void tell(String flag, Throwable failure) {
        if (isNew()) {
            log(
                    Level.WARNING,
                    "The store failed to read the feature flag '" + flag
                            + "'; until it answers again, cached flags stay as they were last known",
                    failure);
        }
    }

    private synchronized boolean isNew() {
        long now = ticker.getAsLong();
        if (!on || told || (lastTold != null && now - lastTold < TOLD_INTERVAL_NANOS)) {
            return false;
        }
        told = true;
        lastTold = now;
        return true;
    }

    private static long millis(long nanos) {
        return TimeUnit.NANOSECONDS.toMillis(nanos);
    }

    private static void log(Level level, String message, @Nullable Throwable failure) {
        try {
            LOGGER.log(level, message, failure);
        } catch (Throwable e) {
            // A log handler that fails must not hurt whoever checks a flag; there is nowhere left to tell it.
            return;
        }
    }
}
