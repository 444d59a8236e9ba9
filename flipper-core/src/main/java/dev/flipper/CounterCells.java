package dev.flipper;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * The numbers of up to 60 counters, in an array, as a check has not the time for objects. Of each counter there are
 * several copies, and a thread uses the one of its stripe, so that threads rarely meet; what different threads use lies
 * far apart. What one thread uses lies close together: among thousands of flags a check waits for memory, and a counter
 * takes half a cache line of it.
 *
 * <p>A counter that has ended has negative cells, by which a check that found it before sees that it comes too late.
 */
final class CounterCells {

    /** The time of a check that was not made. */
    static final long NEVER = Long.MIN_VALUE;

    /** Whose the cells are; they are never written, but once. */
    static final int OWNER = 0;

    /** The cells of a counter, seen from its place. */
    private static final int OFF = 0;

    private static final int ON = 1;
    private static final int ERRORS = 2;
    private static final int LAST = 3;
    private static final int CELLS = 4;

    /** Two cache lines, which processors tend to fetch together, before each stripe. */
    private static final int GAP = 16;

    private static final int STRIPE_SHIFT = 8;
    private static final int STRIPE = 1 << STRIPE_SHIFT;

    /** How many counters there is room for. */
    static final int COUNTERS = (STRIPE - GAP) / CELLS;

    /** A power of two, more than there are processors, as a thread has its stripe by its number, not by choice. */
    private static final int STRIPES =
            Math.min(16, 4 * Integer.highestOneBit(Runtime.getRuntime().availableProcessors()));

    private static final long OVER = Long.MIN_VALUE;

    private static final VarHandle CELL = MethodHandles.arrayElementVarHandle(long[].class);

    private CounterCells() {}

    /** Makes cells without checks. */
    static long[] make(long owner) {
        long[] cells = new long[STRIPES * STRIPE];
        for (int last = GAP + LAST; last < cells.length; last += CELLS) {
            cells[last] = NEVER;
        }
        cells[OWNER] = owner;
        return cells;
    }

    /** Gives the place of the counter of a number below {@link #COUNTERS}. */
    static int place(int number) {
        return GAP + number * CELLS;
    }

    /**
     * Counts a check.
     *
     * @return false if the counter has ended, and the check was not counted
     */
    static boolean count(long[] cells, int place, boolean enabled, long second) {
        int own = own(place);
        if ((long) CELL.getOpaque(cells, own + LAST) < second) {
            setLast(cells, own, second);
        }
        return (long) CELL.getAndAdd(cells, own + (enabled ? ON : OFF), 1L) >= 0;
    }

    /** The same for an error, which the check has to be counted before. */
    static boolean countError(long[] cells, int place) {
        return (long) CELL.getAndAdd(cells, own(place) + ERRORS, 1L) >= 0;
    }

    private static int own(int place) {
        return place + (((int) Thread.currentThread().getId() & STRIPES - 1) << STRIPE_SHIFT);
    }

    /** A thread that was held up must not set it back. */
    private static void setLast(long[] cells, int own, long second) {
        long last = (long) CELL.getVolatile(cells, own + LAST);
        while (last < second && !CELL.weakCompareAndSet(cells, own + LAST, last, second)) {
            last = (long) CELL.getVolatile(cells, own + LAST);
        }
    }

    /** Adds what a counter has counted; errors are read before the checks that they belong to. */
    static void addTo(CheckSum sum, long[] cells, int place) {
        for (int own = place; own < cells.length; own += STRIPE) {
            long errors = Math.max(0, (long) CELL.getVolatile(cells, own + ERRORS));
            long off = Math.max(0, (long) CELL.getVolatile(cells, own + OFF));
            long on = Math.max(0, (long) CELL.getVolatile(cells, own + ON));
            sum.add(off, on, errors, (long) CELL.getVolatile(cells, own + LAST));
        }
    }

    /** Ends a counter and moves what it has counted to another one. To be called once. */
    static void end(long[] cells, int place, long[] heirs, int heir) {
        int to = heir;
        for (int own = place; own < cells.length; own += STRIPE) {
            for (int cell = OFF; cell <= ERRORS; cell++) {
                long counted = (long) CELL.getAndSet(cells, own + cell, OVER);
                CELL.getAndAdd(heirs, to + cell, counted);
            }
            setLast(heirs, to, (long) CELL.getVolatile(cells, own + LAST));
            to += STRIPE;
        }
    }
}
