package dev.flipper.store;

import java.time.Duration;

/** The failures of one lane since something of it arrived. For one thread. */
final class LaneFailures {

    private static final long NONE = -1;

    private final Backoff rests;
    /** How often anything had arrived at the replica, ever, when this lane failed the last time. */
    private long successesBefore = NONE;

    private int timesAlone;
    private long rest;

    LaneFailures(Backoff rests) {
        this.rests = rests;
    }

    /** Counts a failure, which is this lane's alone if others have got through since the one before. */
    void count(long successes) {
        if (successesBefore != NONE && successes > successesBefore) {
            timesAlone++;
        }
        successesBefore = successes;
    }

    boolean isAlone() {
        return timesAlone > 0;
    }

    int timesAlone() {
        return timesAlone;
    }

    /** Begins a rest, which makes those before invalid, and gives its number. */
    long beginRest() {
        return ++rest;
    }

    boolean isRest(long number) {
        return rest == number;
    }

    Duration nextRest() {
        return rests.next();
    }
}
