package dev.flipper.store;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** What goes wrong with one replica: counted, and told once an outage. Thread-safe. */
final class ReplicaHealth {

    private static final Logger LOGGER = System.getLogger(ReplicatedFeatureFlagStore.class.getName());

    private final String replica;
    private final InstantSource clock;
    private long failures;
    private @Nullable Throwable lastFailure;
    private @Nullable Instant awaySince;

    ReplicaHealth(String replica, InstantSource clock) {
        this.replica = replica;
        this.clock = clock;
    }

    synchronized void failed(Throwable failure) {
        failures++;
        lastFailure = failure;
    }

    synchronized long failures() {
        return failures;
    }

    synchronized @Nullable Throwable lastFailure() {
        return lastFailure;
    }

    synchronized @Nullable Instant awaySince() {
        return awaySince;
    }

    /** Notes that the replica is away, and gives true if that is new. */
    synchronized boolean away() {
        if (awaySince != null) {
            return false;
        }
        awaySince = clock.instant();
        return true;
    }

    /** Notes that the replica is there, and tells how long it was away, or null if it was not. */
    synchronized @Nullable Duration back() {
        Instant since = awaySince;
        awaySince = null;
        return since == null ? null : Duration.between(since, clock.instant());
    }

    void warn(String what, @Nullable Throwable failure) {
        log(Level.WARNING, what, failure);
    }

    void inform(String what) {
        log(Level.INFO, what, null);
    }

    private void log(Level level, String what, @Nullable Throwable failure) {
        try {
            LOGGER.log(level, replica + " " + what, failure);
        } catch (Throwable e) {
            // A log handler that fails must not hurt whoever writes a flag; there is nowhere left to tell it.
            return;
        }
    }
}
