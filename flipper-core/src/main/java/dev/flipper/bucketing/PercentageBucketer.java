package dev.flipper.bucketing;

import dev.flipper.EvaluationContext;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import java.util.random.RandomGenerator;

/**
 * Turns a flag on for a percentage of the calls, by chance: the same user may get another answer the next time.
 *
 * @param percentage the part of the calls
 */
public record PercentageBucketer(Percentage percentage) implements Bucketer {

    static final String TYPE = "PercentageBucketer";

    /**
     * Creates a bucketer.
     *
     * @param percentage the part of the calls
     * @throws NullPointerException if the percentage is null
     */
    public PercentageBucketer {
        Objects.requireNonNull(percentage, "percentage");
    }

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public Map<String, Object> fields() {
        return Map.of("percentage", percentage.toStored());
    }

    /** Answers false at 0 %, else whether a random number within 0 and 1 is not above the percentage. */
    @Override
    public boolean test(EvaluationContext context, InstantSource clock, RandomGenerator random) {
        double share = percentage.currentValue(clock);
        return share != 0 && random.nextDouble() <= share;
    }

    @Override
    public String toString() {
        return TYPE + "(" + percentage + ")";
    }
}
