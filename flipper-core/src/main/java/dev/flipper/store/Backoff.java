package dev.flipper.store;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * The pauses between attempts: each twice as long as the one before, up to a limit, and shortened by chance to
 * something between its half and its whole, so that many processes do not come back to a store at the same moment. Not
 * thread-safe.
 */
final class Backoff {

    private final Duration first;
    private final Duration most;
    private final RandomGenerator random;
    private Duration next;

    Backoff(Duration first, Duration most, RandomGenerator random) {
        this.first = first;
        this.most = most;
        this.random = random;
        this.next = first;
    }

    /** Gives the pause before the next attempt. */
    Duration next() {
        Duration pause = jittered(next, random);
        next = next.compareTo(most.dividedBy(2)) > 0 ? most : next.multipliedBy(2);
        return pause;
    }

    /** Begins anew, after an attempt that succeeded. */
    void reset() {
        next = first;
    }

    /** Shortens a pause by up to a half. */
    static Duration jittered(Duration pause, RandomGenerator random) {
        return Duration.ofNanos((long) (pause.toNanos() * (0.5 + random.nextDouble() / 2)));
    }
}
