package dev.flipper.benchmarks;

import dev.flipper.EvaluationContext;
import java.util.Random;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * What is asked, in which order: the same for a case and its limit. Flags in random order, so that neither the compiler
 * nor the processor's caches know the next one; every second flag is on.
 */
@State(Scope.Benchmark)
public class Questions {

    /** A power of two, more than there are flags. */
    static final int LENGTH = 1 << 14;

    /** Few, because a context is fresh in reality: it was made for the request. */
    static final int RIDERS = 128;

    /** The attribute of each context. */
    static final String ATTRIBUTE = "rider_id";

    /** Half of the riders are below. */
    static final long MIDDLE = 5_000_000;

    /** A program asks through as many handles as it has places that ask, not as many as there are flags. */
    static final int HANDLES = 10;

    /** The number of flags. */
    @Param({"10", "10000"})
    public int flags;

    final int[] order = new int[LENGTH];
    final long[] riders = new long[RIDERS];
    final EvaluationContext[] contexts = new EvaluationContext[RIDERS];

    /** The same objects for the case and its limit, as literals are. */
    String[] names = {};

    /** Creates an instance that has to be set up. */
    public Questions() {}

    /** Draws the order. */
    @Setup
    public void setUp() {
        Random random = new Random(4711);
        names = new String[flags];
        for (int i = 0; i < flags; i++) {
            names[i] = "IMPROVED_HORSE_SOUNDS_" + i;
        }
        for (int i = 0; i < LENGTH; i++) {
            order[i] = random.nextInt(flags);
        }
        for (int i = 0; i < RIDERS; i++) {
            riders[i] = 1_000_000L + random.nextInt(8_000_000);
            contexts[i] = EvaluationContext.of(ATTRIBUTE, riders[i]);
        }
    }

    static boolean isOn(int flag) {
        return flag % 2 == 0;
    }

    /** The same for things of which only a few are asked, chosen from all over the flags. */
    <T> T[] fewAsked(T[] things, T[] asked) {
        for (int i = 0; i < LENGTH; i++) {
            asked[i] = things[order[order[i] % HANDLES]];
        }
        return asked;
    }

    /** Puts things of which there is one a flag into the order of the questions. */
    <T> T[] asked(T[] things, T[] asked) {
        for (int i = 0; i < LENGTH; i++) {
            asked[i] = things[order[i]];
        }
        return asked;
    }
}
