package dev.flipper.testkit;

import java.time.Duration;

/** A point in time after which a test waits no longer. */
final class Deadline {

    private final long end;

    private Deadline(long end) {
        this.end = end;
    }

    static Deadline in(Duration patience) {
        return new Deadline(System.nanoTime() + patience.toNanos());
    }

    /** What is left, not positive if nothing is. */
    long nanos() {
        return end - System.nanoTime();
    }
}
