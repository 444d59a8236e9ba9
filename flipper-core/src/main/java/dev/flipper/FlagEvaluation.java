package dev.flipper;

import java.util.Objects;

/**
 * The outcome of a check together with its reason.
 *
 * @param flag the name of the flag
 * @param enabled the answer; false for {@link Reason#NOT_FOUND} and {@link Reason#ERROR}
 * @param reason the step that gave the answer
 * @param detail the reason in words; it never contains the values of attributes
 */
public record FlagEvaluation(String flag, boolean enabled, Reason reason, String detail) {

    /**
     * Creates an outcome.
     *
     * @param flag the name of the flag
     * @param enabled the answer
     * @param reason the step that gave the answer
     * @param detail the reason in words
     * @throws NullPointerException if something is null
     */
    public FlagEvaluation {
        Objects.requireNonNull(flag, "flag");
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(detail, "detail");
    }
}
