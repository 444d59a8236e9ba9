package dev.flipper.bucketing;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Keeps working memory for the next call, in a few places so that threads seldom meet: a thread that finds its place
 * taken uses memory of its own, so nobody ever waits. What is kept stays where it is and is marked as taken, since
 * storing a reference, unlike a number, is work for the garbage collector.
 */
final class HashMemory {

    private static final int PLACES = 16;

    private final AtomicReferenceArray<@Nullable Sha1> places = new AtomicReferenceArray<>(PLACES);

    /** Gives memory for this thread alone, until it is {@linkplain Sha1#release released}. */
    Sha1 take() {
        int place = (int) Thread.currentThread().getId() & PLACES - 1;
        Sha1 kept = places.get(place);
        if (kept != null && kept.take()) {
            return kept;
        }
        Sha1 made = new Sha1();
        if (kept == null) {
            made.take();
            places.compareAndSet(place, null, made);
        }
        return made;
    }
}
