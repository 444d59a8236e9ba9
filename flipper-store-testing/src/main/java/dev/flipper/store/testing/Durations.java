package dev.flipper.store.testing;

/** How long something took, each time: a histogram in nanoseconds, 1.6 % wide at most. Used by one thread at a time. */
final class Durations {

    private static final int STEPS_BITS = 6;
    private static final int STEPS = 1 << STEPS_BITS;

    private final long[] counts = new long[(Long.SIZE - STEPS_BITS) * STEPS];
    private long count;
    private long longest;

    void add(long nanos) {
        long time = Math.max(0, nanos);
        counts[index(time)]++;
        count++;
        longest = Math.max(longest, time);
    }

    void addAll(Durations other) {
        for (int i = 0; i < counts.length; i++) {
            counts[i] += other.counts[i];
        }
        count += other.count;
        longest = Math.max(longest, other.longest);
    }

    private static int index(long time) {
        int shift = Math.max(0, Long.SIZE - Long.numberOfLeadingZeros(time) - STEPS_BITS - 1);
        return shift * STEPS + (int) (time >>> shift);
    }

    private static long end(int index) {
        int shift = Math.max(0, index / STEPS - 1);
        return ((long) (index - shift * STEPS) << shift) + (1L << shift) - 1;
    }

    long count() {
        return count;
    }

    long longest() {
        return longest;
    }

    /** Gives a time that the given share of all took at most. */
    long percentile(double percent) {
        long wanted = (long) Math.ceil(count * percent / 100);
        long passed = 0;
        for (int i = 0; i < counts.length; i++) {
            passed += counts[i];
            if (passed >= wanted && passed > 0) {
                return Math.min(longest, end(i));
            }
        }
        return longest;
    }

    /** Counts those that took longer, give or take the width of a step. */
    long longerThan(long nanos) {
        long longer = 0;
        for (int i = index(nanos) + 1; i < counts.length; i++) {
            longer += counts[i];
        }
        return longer;
    }
}
