package dev.flipper.bucketing;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Keeps working memory for the next call, in a few places so that threads seldom meet: a thread that finds its place
 * empty makes new memory, so nobody ever waits.
 */
final class HashMemory {

    private static final int PLACES = 16;
    /** A cache line for each, else threads that work side by side would take it from each other. */
    private static final int DISTANCE = 16;

    private final AtomicReferenceArray<@Nullable Sha1> spare = new AtomicReferenceArray<>((PLACES + 1) * DISTANCE);

    Sha1 take(int place) {
        Sha1 sha1 = spare.getAndSet(place, null);
        return sha1 == null ? new Sha1() : sha1.reset();
    }

    void giveBack(int place, Sha1 sha1) {
        if (sha1.isKept()) {
            spare.setRelease(place, sha1);
        }
    }

    /** Where the calling thread looks first. */
    static int place() {
        return (((int) Thread.currentThread().getId() & PLACES - 1) + 1) * DISTANCE;
    }
}
