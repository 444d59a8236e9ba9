package dev.flipper.benchmarks;

import java.util.List;
import java.util.Locale;

/**
 * A row of the table: a kind of check, what it is measured by, and what it is to reach.
 *
 * @param title what is checked
 * @param benchmark the method that checks
 * @param limitTitle what it is measured by
 * @param limit the method of that
 * @param bound the most that it may cost
 * @param isFactor whether the bound is a multiple of the limit; else it is nanoseconds on top of it
 */
record Case(String title, String benchmark, String limitTitle, String limit, double bound, boolean isFactor) {

    private static final String CHECKS = CheckBenchmark.class.getName() + ".";
    private static final String LIMITS = LimitBenchmark.class.getName() + ".";

    static final List<Case> ALL = List.of(
            new Case("by name", CHECKS + "byName", "ConcurrentHashMap.get", LIMITS + "mapGet", 1.25, true),
            new Case("through a handle", CHECKS + "throughHandle", "volatile read", LIMITS + "volatileRead", 2, true),
            new Case(
                    "with one condition",
                    CHECKS + "withCondition",
                    "without it",
                    CHECKS + "withoutCondition",
                    15,
                    false),
            new Case("by name, counted", CHECKS + "countedByName", "not counted", CHECKS + "byName", 5, false),
            new Case(
                    "through a handle, counted",
                    CHECKS + "countedThroughHandle",
                    "not counted",
                    CHECKS + "throughHandle",
                    5,
                    false),
            new Case("consistent hash", CHECKS + "withConsistentHash", "plain hash", LIMITS + "plainHash", 0.7, true));

    /** What is held against the bound: how many times the limit, or how much more. */
    double compare(double nanos, double limitNanos) {
        return isFactor ? nanos / limitNanos : nanos - limitNanos;
    }

    boolean isMet(double compared) {
        return compared <= bound;
    }

    /** Writes a bound, or what is held against it. */
    String inWords(double value) {
        return String.format(Locale.ROOT, isFactor ? "× %.2f" : "%+.1f ns", value);
    }
}
