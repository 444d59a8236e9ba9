package dev.flipper;

import java.time.Instant;

/** Adds up what counters have counted. For one thread. */
final class CheckSum {

    /** The time of checks of which it is not known. */
    static final long NEVER = Long.MIN_VALUE;

    private long checks;
    private long enabled;
    private long errors;
    private long last = NEVER;

    void add(long off, long on, long failed, long second) {
        checks += off + on;
        enabled += on;
        errors += failed;
        last = Math.max(last, second);
    }

    CheckCounts counts() {
        return new CheckCounts(checks, enabled, errors, last == NEVER ? null : Instant.ofEpochSecond(last));
    }
}
