package dev.flipper.testkit;

/** Thrown on purpose. Without a stack trace, as some stores log it. */
final class PlannedFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    PlannedFailure() {
        super("thrown on purpose by the store contract", null, false, false);
    }
}
