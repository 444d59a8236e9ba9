package dev.flipper.store.testing;

import java.util.Optional;
import org.junit.jupiter.api.Assumptions;

/** What a test needs of the machine, and others do without. */
public final class Prerequisite {

    private Prerequisite() {}

    /**
     * Gives what a test needs. Without it the test is skipped, or fails if it is the CI's.
     *
     * @param <T> what it is
     * @param found what the machine has
     * @param otherwise what is missing if it has nothing, and how to get it
     * @return what was found
     */
    public static <T> T require(Optional<T> found, String otherwise) {
        if (found.isEmpty() && "true".equals(System.getenv("CI"))) {
            throw new AssertionError(otherwise);
        }
        return found.orElseGet(() -> Assumptions.abort(otherwise));
    }
}
