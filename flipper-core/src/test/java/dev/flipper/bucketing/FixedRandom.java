package dev.flipper.bucketing;

import java.util.random.RandomGenerator;

/** Gives the same number each time, or none at all. */
record FixedRandom(double value) implements RandomGenerator {

    static final RandomGenerator NEVER_ASKED = () -> {
        throw new AssertionError("chance was asked");
    };

    @Override
    public double nextDouble() {
        return value;
    }

    @Override
    public long nextLong() {
        throw new AssertionError("only doubles are asked for");
    }
}
