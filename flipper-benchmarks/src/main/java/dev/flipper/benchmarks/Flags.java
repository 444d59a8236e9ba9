package dev.flipper.benchmarks;

import dev.flipper.EvaluationContext;
import dev.flipper.FeatureFlag;
import dev.flipper.FeatureFlagClient;
import dev.flipper.bucketing.ConsistentHashPercentageBucketer;
import dev.flipper.bucketing.Percentage;
import dev.flipper.condition.Condition;
import dev.flipper.store.MemoryFeatureFlagStore;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** A client with its flags. */
@State(Scope.Benchmark)
public abstract class Flags {

    final FeatureFlagClient features = FeatureFlagClient.open(new MemoryFeatureFlagStore());
    String[] names = {};
    FeatureFlag[] handles = {};
    EvaluationContext[] contexts = {};

    /** Creates a client without flags. */
    protected Flags() {}

    /**
     * Creates the flags.
     *
     * @param questions what will be asked
     */
    @Setup
    public void setUp(Questions questions) {
        FeatureFlag[] created = new FeatureFlag[questions.flags];
        for (int i = 0; i < questions.flags; i++) {
            created[i] = create(questions.names[i], i);
        }
        names = questions.asked(questions.names, new String[Questions.LENGTH]);
        handles = questions.fewAsked(created, new FeatureFlag[Questions.LENGTH]);
        contexts = questions.contexts;
    }

    abstract FeatureFlag create(String name, int number);

    /** Closes the client. */
    @TearDown
    public void close() {
        features.close();
    }

    /** Flags that are on or off for everybody. */
    public static class Plain extends Flags {

        /** Creates a client without flags. */
        public Plain() {}

        @Override
        FeatureFlag create(String name, int number) {
            return features.create(name, Questions.isOn(number));
        }
    }

    /** The same, with a client that counts. */
    public static class Counted extends Plain {

        /** Creates a client without flags. */
        public Counted() {
            features.statistics().startCounting();
        }
    }

    /** Flags with one condition. */
    public static class Conditional extends Flags {

        /** Creates a client without flags. */
        public Conditional() {}

        @Override
        FeatureFlag create(String name, int number) {
            FeatureFlag flag = features.create(name, true);
            flag.addCondition(Condition.where(Questions.ATTRIBUTE).lessThan(Questions.MIDDLE));
            return flag;
        }
    }

    /** Flags that are on for half of the riders. */
    public static class Hashed extends Flags {

        /** Creates a client without flags. */
        public Hashed() {}

        @Override
        FeatureFlag create(String name, int number) {
            FeatureFlag flag = features.create(name, true);
            flag.setBucketer(ConsistentHashPercentageBucketer.of(Percentage.of(0.5), Questions.ATTRIBUTE));
            return flag;
        }
    }
}
