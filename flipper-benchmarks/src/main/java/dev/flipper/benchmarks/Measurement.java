package dev.flipper.benchmarks;

import java.util.List;

/**
 * What one run of a benchmark, in a virtual machine of its own, has shown.
 *
 * @param nanos time an operation
 * @param bytes allocated by an operation
 */
record Measurement(double nanos, double bytes) {

    static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    /** Half of the distance in which the middle half of the values lies. */
    static double spread(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int quarter = sorted.size() / 4;
        return (sorted.get(sorted.size() - 1 - quarter) - sorted.get(quarter)) / 2;
    }
}
