package dev.flipper.benchmarks;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;

/** Checks of flags in memory. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class CheckBenchmark {

    /** Creates an instance. */
    public CheckBenchmark() {}

    /**
     * Checks a flag by its name.
     *
     * @param flags the flags
     * @param cursor which
     * @return whether it is on
     */
    @Benchmark
    public boolean byName(Flags.Plain flags, Cursor cursor) {
        return flags.features.isEnabled(flags.names[cursor.next()]);
    }

    /**
     * Checks a flag through a handle.
     *
     * @param flags the flags
     * @param cursor which
     * @return whether it is on
     */
    @Benchmark
    public boolean throughHandle(Flags.Plain flags, Cursor cursor) {
        return flags.handles[cursor.next()].isEnabled();
    }

    /**
     * Checks a flag by its name while checks are counted.
     *
     * @param flags the flags
     * @param cursor which
     * @return whether it is on
     */
    @Benchmark
    public boolean countedByName(Flags.Counted flags, Cursor cursor) {
        return byName(flags, cursor);
    }

    /**
     * Checks a flag through a handle while checks are counted.
     *
     * @param flags the flags
     * @param cursor which
     * @return whether it is on
     */
    @Benchmark
    public boolean countedThroughHandle(Flags.Counted flags, Cursor cursor) {
        return throughHandle(flags, cursor);
    }

    /**
     * Checks, by its name, a flag without conditions, for somebody.
     *
     * @param flags the flags
     * @param cursor which, and who asks
     * @return whether it is on
     */
    @Benchmark
    public boolean withoutCondition(Flags.Plain flags, Cursor cursor) {
        return forSomebody(flags, cursor);
    }

    /**
     * Checks, by its name, a flag with one condition, which the context's only attribute meets or not.
     *
     * @param flags the flags
     * @param cursor which, and who asks
     * @return whether it is on
     */
    @Benchmark
    public boolean withCondition(Flags.Conditional flags, Cursor cursor) {
        return forSomebody(flags, cursor);
    }

    /**
     * Checks, by its name, a flag that is on for half of the riders.
     *
     * @param flags the flags
     * @param cursor which, and who asks
     * @return whether it is on
     */
    @Benchmark
    public boolean withConsistentHash(Flags.Hashed flags, Cursor cursor) {
        return forSomebody(flags, cursor);
    }

    private static boolean forSomebody(Flags flags, Cursor cursor) {
        int at = cursor.next();
        return flags.features.isEnabled(flags.names[at], flags.contexts[at % Questions.RIDERS]);
    }
}
