package dev.flipper.store.thrift;

import java.net.SocketTimeoutException;
import java.time.Duration;

/**
 * A moment until which something has to be done. Immutable.
 *
 * @param nanoTime the moment, as {@link System#nanoTime} tells it
 * @param allowed how long it was until then at the beginning
 */
record Deadline(long nanoTime, Duration allowed) {

    static Deadline in(Duration allowed) {
        return new Deadline(System.nanoTime() + allowed.toNanos(), allowed);
    }

    /** Gives an equal share of what is left to the first of some, all of it to a single one. */
    Deadline share(int count) {
        return count == 1 ? this : in(Duration.ofNanos(Math.max(0, nanoTime - System.nanoTime()) / count));
    }

    /** Gives the milliseconds that are left, 1 or more, as 0 would mean for ever to a selector. */
    long millisLeft() throws SocketTimeoutException {
        long left = nanoTime - System.nanoTime();
        if (left <= 0) {
            throw new SocketTimeoutException("nothing for " + allowed.toMillis() + " ms");
        }
        return Math.max(1, left / 1_000_000);
    }
}
