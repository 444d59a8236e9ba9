package dev.flipper.benchmarks;

import org.openjdk.jmh.runner.options.TimeValue;

/**
 * How long to measure.
 *
 * @param rounds how often each benchmark is run, in turn with its limit
 * @param forks 1: each run in a virtual machine of its own, 0: all in this one, which shows that they run but no more
 * @param warmups how many iterations go before
 * @param iterations how many iterations count
 * @param iteration how long one takes: short, so that others on the machine disturb few of them
 */
record Effort(int rounds, int forks, int warmups, int iterations, TimeValue iteration) {

    static final Effort FULL = new Effort(5, 1, 50, 100, TimeValue.milliseconds(20));
    static final Effort QUICK = new Effort(1, 1, 25, 50, TimeValue.milliseconds(20));
    static final Effort SMOKE = new Effort(1, 0, 0, 1, TimeValue.milliseconds(1));
}
