package dev.flipper.bucketing;

import dev.flipper.EvaluationContext;
import java.time.InstantSource;
import java.util.Map;
import java.util.random.RandomGenerator;

/** No bucketer: the flag is on for every call. Setting it takes another bucketer away. */
public record NoOpBucketer() implements Bucketer {

    static final String TYPE = "NoOpBucketer";

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public Map<String, Object> fields() {
        return Map.of();
    }

    /** Answers true. */
    @Override
    public boolean test(EvaluationContext context, InstantSource clock, RandomGenerator random) {
        return true;
    }
}
