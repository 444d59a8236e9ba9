package dev.flipper;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * The numbers of up to 64 counters. Of each there are several copies, and a thread uses the one of its stripe, so that
 * threads rarely meet; what they use at the same time lies far apart. What one thread uses lies close together: among
 * thousands of flags a check waits for memory, and this takes half a cache line a flag.
 *
 * <p>A counter that is {@linkplain #drain drained} is over, but a check that found it before may still count there. It
 * then sees that, and drains it once more.
 */
final class CounterBlock extends AtomicLongArray {

    static final int COUNTERS = Long.SIZE;

    /** The time of a check that was not made. */
    static final long NEVER = Long.MIN_VALUE;

    private static final long serialVersionUID = 1L;

    /** The cells of a counter. */
    private static final int OFF = 0;

    private static final int ON = 1;
    private static final int ERRORS = 2;
    private static final int LAST = 3;
    private static final int CELLS = 4;

    /** In cells: two cache lines, which processors tend to fetch together. */
    private static final int GAP = 16;

    private static final int STRIPE = COUNTERS * CELLS + GAP;

    /** A power of two, more than there are processors: a thread has its stripe by its number, not by choice. */
    private static final int STRIPES =
            Math.min(16, 4 * Integer.highestOneBit(Runtime.getRuntime().availableProcessors()));

    private final transient Object owner;
    /** A bit for each counter. */
    private volatile long drained;

    /** Makes counters without checks for an owner, of whom only the identity counts. */
    CounterBlock(Object owner) {
        super(GAP + STRIPES * STRIPE);
        this.owner = owner;
        for (int stripe = 0; stripe < STRIPES; stripe++) {
            for (int counter = 0; counter < COUNTERS; counter++) {
                setPlain(cells(stripe, counter) + LAST, NEVER);
            }
        }
    }

    boolean isOf(Object other) {
        return owner == other;
    }

    /**
     * Counts a check.
     *
     * @return whether the counter is over, so that it has to be drained once more
     */
    boolean count(int counter, boolean enabled, boolean error, long second) {
        int cells = ownCells(counter);
        if (getOpaque(cells + LAST) < second) {
            setLast(cells + LAST, second);
        }
        getAndIncrement(cells + (enabled ? ON : OFF));
        if (error) {
            getAndIncrement(cells + ERRORS);
        }
        // After the above: either this sees that the counter is over, or whoever ends it sees the check.
        return (drained >>> counter & 1) != 0;
    }

    private static int ownCells(int counter) {
        return cells((int) Thread.currentThread().getId() & STRIPES - 1, counter);
    }

    private static int cells(int stripe, int counter) {
        return GAP + stripe * STRIPE + counter * CELLS;
    }

    /** A thread that was held up must not set it back. */
    private void setLast(int cell, long second) {
        accumulateAndGet(cell, second, Math::max);
    }

    /** Adds what a counter has counted; errors before the checks that they belong to, so that they are never more. */
    void addTo(CheckSum sum, int counter) {
        for (int stripe = 0; stripe < STRIPES; stripe++) {
            int cells = cells(stripe, counter);
            long errors = get(cells + ERRORS);
            sum.add(get(cells + OFF), get(cells + ON), errors, get(cells + LAST));
        }
    }

    /**
     * Ends a counter and moves what it has counted to another one. Not to be called by two threads for one counter.
     *
     * @param heir the first counter of a block, which is never over
     */
    void end(int counter, CounterBlock heir) {
        // Twice: most of it while nobody looks, and what comes in between. Later checks see the bit.
        drain(counter, heir);
        setDrained(1L << counter);
        drain(counter, heir);
    }

    private synchronized void setDrained(long bit) {
        drained = drained | bit;
    }

    /** Moves what has been counted, each check once, whoever else does the same. */
    void drain(int counter, CounterBlock heir) {
        for (int stripe = 0; stripe < STRIPES; stripe++) {
            int cells = cells(stripe, counter);
            for (int cell = OFF; cell <= ERRORS; cell++) {
                heir.getAndAdd(cells(stripe, 0) + cell, getAndSet(cells + cell, 0));
            }
            heir.setLast(cells(stripe, 0) + LAST, get(cells + LAST));
        }
    }
}
