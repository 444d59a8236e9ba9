package dev.flipper;

import org.jspecify.annotations.Nullable;

/** The parent of all exceptions of Flipper. Checks ({@code isEnabled}, {@code evaluate}) never throw any of them. */
public abstract class FlipperException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message what is wrong, and what would be right
     * @param cause what led to it, or null
     */
    protected FlipperException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
