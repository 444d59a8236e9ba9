package dev.flipper.testkit;

import org.junit.jupiter.api.Test;

/** Random operations, compared with what a map does. */
abstract class RandomContract extends KnownChangesContract {

    @Test
    void doesWhatAMapDoes() {
        for (int seed = 1; seed <= sequences(); seed++) {
            RandomSequence sequence = new RandomSequence(this, seed);
            sequence.run(steps());
        }
    }
}
