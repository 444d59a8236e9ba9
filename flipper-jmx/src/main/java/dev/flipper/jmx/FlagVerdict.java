package dev.flipper.jmx;

import dev.flipper.FlagEvaluation;
import dev.flipper.Reason;
import java.util.Objects;

/**
 * The outcome of a check; over JMX a {@link javax.management.openmbean.CompositeData} with these items. Immutable.
 *
 * @param flag the name of the flag
 * @param enabled the answer
 * @param reason the step that gave the answer; over JMX its name
 * @param detail the reason in words
 */
public record FlagVerdict(String flag, boolean enabled, Reason reason, String detail) {

    /**
     * Creates a verdict.
     *
     * @param flag the name of the flag
     * @param enabled the answer
     * @param reason the step that gave the answer
     * @param detail the reason in words
     * @throws NullPointerException if something is null
     */
    public FlagVerdict {
        Objects.requireNonNull(flag, "flag");
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(detail, "detail");
    }

    static FlagVerdict of(FlagEvaluation evaluation) {
        return new FlagVerdict(evaluation.flag(), evaluation.enabled(), evaluation.reason(), evaluation.detail());
    }
}
