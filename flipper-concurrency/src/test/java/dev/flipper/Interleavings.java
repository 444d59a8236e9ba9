package dev.flipper;

import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Options;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.junit.jupiter.api.Test;

/**
 * The tests of a class whose methods are marked as operations: whatever threads do with it at the same time, each
 * answer is one that they could have got one after the other. How hard they try is enough to find what was broken on
 * purpose, in seconds. Lincheck draws its scenarios from a fixed seed; what threads do under stress is up to the
 * machine.
 */
public abstract class Interleavings {

    private static final int THREADS = 2;

    /** The same operations for one thread, as plain as can be. */
    protected abstract Class<?> specification();

    /** Threads that really run at the same time: finds what the memory model allows too. */
    @Test
    void isLinearizableUnderStress() {
        check(new StressOptions().iterations(scenarios()).invocationsPerIteration(200));
    }

    /** Threads that take turns at every step of the program, in one order after the other. */
    @Test
    void isLinearizableInEachOrderOfSteps() {
        check(new ModelCheckingOptions().iterations(scenarios()).invocationsPerIteration(50));
    }

    /** How many scenarios are tried; more where a single step more or less makes the difference. */
    protected int scenarios() {
        return 10;
    }

    private void check(Options<?, ?> options) {
        options.threads(THREADS)
                .actorsBefore(1)
                .actorsPerThread(2)
                .actorsAfter(1)
                .sequentialSpecification(specification())
                .check(getClass());
    }
}
