package dev.flipper;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * The numbers of up to 80 counters, in an array, as a check has not the time for objects. Of each counter there are
 * several copies, and a thread uses the one of its stripe, so that threads rarely meet; what different threads use lies
 * far apart. What one thread uses lies close together: among thousands of flags a check waits for memory, and a counter
 * takes a quarter of a cache line of it.
 *
 * <p>A counter that has ended has negative cells, by which a check that found it before sees that it comes too late.
 */
final class CounterCells {

    /** Whose the cells are; written once. */
    static final int OWNER = 0;

    /** How many counters there is room for. */
    static final int COUNTERS = 80;

    /** From the place of a counter: checks that answered false, and true. */
    private static final int ANSWERS = 2;

    /** Two cache lines, which processors tend to fetch together, before each stripe. */
    private static final int GAP = 16;

    private static final int FIRST_ERROR = GAP + COUNTERS * ANSWERS;
    private static final int STRIPE_SHIFT = 8;
    private static final int STRIPE = 1 << STRIPE_SHIFT;

    /**
     * A power of two, more than there are processors, as a thread has its stripe by its number, not by choice; but they
     * take memory.
     */
    private static final int STRIPES =
            Math.min(16, 4 * Integer.highestOneBit(Runtime.getRuntime().availableProcessors()));

    private static final long OVER = Long.MIN_VALUE;

    private static final VarHandle CELL = MethodHandles.arrayElementVarHandle(long[].class);

    private CounterCells() {}

    static long[] make(long owner) {
        long[] cells = new long[STRIPES * STRIPE];
        cells[OWNER] = owner;
        return cells;
    }

    /** Gives the place of the counter of a number below {@link #COUNTERS}. */
    static int place(int number) {
        return GAP + number * ANSWERS;
    }

    private static int errorCell(int place) {
        return FIRST_ERROR + (place - GAP) / ANSWERS;
    }

    /**
     * Counts a check.
     *
     * @return false if the counter has ended, and the check was not counted
     */
    static boolean count(long[] cells, int place, boolean enabled) {
        return add(cells, place + (enabled ? 1 : 0));
    }

    /** The same for an error; the check is to be counted before. */
    static boolean countError(long[] cells, int place) {
        return add(cells, errorCell(place));
    }

    private static boolean add(long[] cells, int cell) {
        int stripe = (int) Thread.currentThread().getId() & STRIPES - 1;
        return (long) CELL.getAndAdd(cells, cell + (stripe << STRIPE_SHIFT), 1L) >= 0;
    }

    static long disabled(long[] cells, int place) {
        return sum(cells, place);
    }

    static long enabled(long[] cells, int place) {
        return sum(cells, place + 1);
    }

    /** To be asked before the checks that they belong to, so as not to be more. */
    static long errors(long[] cells, int place) {
        return sum(cells, errorCell(place));
    }

    private static long sum(long[] cells, int cell) {
        long sum = 0;
        for (int at = cell; at < cells.length; at += STRIPE) {
            sum += (long) CELL.getVolatile(cells, at);
        }
        return sum;
    }

    /** Ends a counter and moves what it has counted to another one. To be called once. */
    static void end(long[] cells, int place, long[] heirs, int heir) {
        end(cells, place, heirs, heir, 2);
        end(cells, errorCell(place), heirs, errorCell(heir), 1);
    }

    private static void end(long[] cells, int from, long[] heirs, int to, int number) {
        for (int stripe = 0; stripe < cells.length; stripe += STRIPE) {
            for (int i = stripe; i < stripe + number; i++) {
                long counted = (long) CELL.getAndSet(cells, from + i, OVER);
                CELL.getAndAdd(heirs, to + i, counted);
            }
        }
    }
}
