package dev.flipper.testkit;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;

/** A clock that stands still until a test sets it. Thread-safe. */
public final class TestClock implements InstantSource {

    private Instant now;

    /**
     * Creates a clock.
     *
     * @param start the time that it shows at first
     */
    public TestClock(Instant start) {
        now = Objects.requireNonNull(start, "start");
    }

    @Override
    public synchronized Instant instant() {
        return now;
    }

    /**
     * Sets the clock, also back.
     *
     * @param time the time that it shows from now on
     */
    public synchronized void set(Instant time) {
        now = Objects.requireNonNull(time, "time");
    }

    /**
     * Moves the clock on. Of several threads that do so none is lost.
     *
     * @param duration by how much; negative to move it back
     * @return the new time
     */
    public synchronized Instant advance(Duration duration) {
        now = now.plus(duration);
        return now;
    }

    /** Gives the time that it shows. */
    @Override
    public String toString() {
        return instant().toString();
    }
}
