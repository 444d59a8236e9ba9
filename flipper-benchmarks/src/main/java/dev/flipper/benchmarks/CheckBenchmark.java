package dev.flipper.benchmarks;

import dev.flipper.EvaluationContext;
import dev.flipper.FeatureFlag;
import dev.flipper.FeatureFlagClient;
import dev.flipper.bucketing.ConsistentHashPercentageBucketer;
import dev.flipper.bucketing.Percentage;
import dev.flipper.condition.Condition;
import dev.flipper.store.MemoryFeatureFlagStore;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Checks of flags in memory. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class CheckBenchmark {

    private FeatureFlagClient features = FeatureFlagClient.open(new MemoryFeatureFlagStore());
    private FeatureFlagClient conditional = FeatureFlagClient.open(new MemoryFeatureFlagStore());
    private FeatureFlagClient hashed = FeatureFlagClient.open(new MemoryFeatureFlagStore());
    private String[] names = {};
    private FeatureFlag[] handles = {};
    private EvaluationContext[] contexts = {};

    /** Creates an instance that has to be set up. */
    public CheckBenchmark() {}

    /**
     * Creates the flags.
     *
     * @param questions what will be asked
     */
    @Setup
    public void setUp(Questions questions) {
        FeatureFlag[] found = new FeatureFlag[questions.flags];
        for (int i = 0; i < questions.flags; i++) {
            String name = questions.names[i];
            found[i] = features.create(name, Questions.isOn(i));
            conditional
                    .create(name, true)
                    .addCondition(Condition.where(Questions.ATTRIBUTE).lessThan(Questions.MIDDLE));
            hashed.create(name, true)
                    .setBucketer(ConsistentHashPercentageBucketer.of(Percentage.of(0.5), Questions.ATTRIBUTE));
        }
        names = questions.asked(questions.names, new String[Questions.LENGTH]);
        handles = questions.fewAsked(found, new FeatureFlag[Questions.LENGTH]);
        contexts = questions.contexts;
    }

    /** Closes the clients. */
    @TearDown
    public void close() {
        features.close();
        conditional.close();
        hashed.close();
    }

    /**
     * Checks a flag by its name.
     *
     * @param cursor which
     * @return whether it is on
     */
    @Benchmark
    public boolean byName(Cursor cursor) {
        return features.isEnabled(names[cursor.next()]);
    }

    /**
     * Checks a flag through a handle.
     *
     * @param cursor which
     * @return whether it is on
     */
    @Benchmark
    public boolean throughHandle(Cursor cursor) {
        return handles[cursor.next()].isEnabled();
    }

    /**
     * Checks, by its name, a flag with one condition, which the context's only attribute meets or not.
     *
     * @param cursor which, and who asks
     * @return whether it is on
     */
    @Benchmark
    public boolean withCondition(Cursor cursor) {
        int at = cursor.next();
        return conditional.isEnabled(names[at], contexts[at % Questions.RIDERS]);
    }

    /**
     * Checks, by its name, a flag without conditions, for somebody.
     *
     * @param cursor which, and who asks
     * @return whether it is on
     */
    @Benchmark
    public boolean withoutCondition(Cursor cursor) {
        int at = cursor.next();
        return features.isEnabled(names[at], contexts[at % Questions.RIDERS]);
    }

    /**
     * Checks, by its name, a flag that is on for half of the riders.
     *
     * @param cursor which, and who asks
     * @return whether it is on
     */
    @Benchmark
    public boolean withConsistentHash(Cursor cursor) {
        int at = cursor.next();
        return hashed.isEnabled(names[at], contexts[at % Questions.RIDERS]);
    }
}
