package dev.flipper.benchmarks;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** What a check is measured by: the least that can give such an answer, written by hand. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class LimitBenchmark {

    private final Map<String, Boolean> map = new ConcurrentHashMap<>();
    private String[] names = {};
    private Switch[] switches = {};
    private long[] riders = {};

    /** A flag that is as plain as can be. */
    private static final class Switch {

        private volatile boolean on;

        Switch(boolean on) {
            this.on = on;
        }
    }

    /** Creates an instance that has to be set up. */
    public LimitBenchmark() {}

    /**
     * Creates the stand-ins for flags.
     *
     * @param questions what will be asked
     */
    @Setup
    public void setUp(Questions questions) {
        Switch[] made = new Switch[questions.flags];
        for (int i = 0; i < questions.flags; i++) {
            map.put(questions.names[i], Questions.isOn(i));
            made[i] = new Switch(Questions.isOn(i));
        }
        names = questions.asked(questions.names, new String[Questions.LENGTH]);
        switches = questions.fewAsked(made, new Switch[Questions.LENGTH]);
        riders = questions.riders;
    }

    /**
     * Looks a name up.
     *
     * @param cursor which
     * @return what the map holds
     */
    @Benchmark
    public boolean mapGet(Cursor cursor) {
        Boolean on = map.get(names[cursor.next()]);
        return on != null && on;
    }

    /**
     * Reads a volatile field.
     *
     * @param cursor of which object
     * @return what it holds
     */
    @Benchmark
    public boolean volatileRead(Cursor cursor) {
        return switches[cursor.next()].on;
    }

    /**
     * Finds a rider's bucket the plain way.
     *
     * @param cursor whose
     * @return whether the rider is among the first half
     */
    @Benchmark
    public boolean plainHash(Cursor cursor) {
        return PlainHash.score(Questions.ATTRIBUTE, riders[cursor.next() % Questions.RIDERS]) <= 0.5;
    }
}
