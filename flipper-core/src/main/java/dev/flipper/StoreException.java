package dev.flipper;

import org.jspecify.annotations.Nullable;

/** The store failed or cannot be reached, so that a management call could not be carried out. */
public final class StoreException extends FlipperException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message what was to be done
     * @param cause what the store's client library said, or null
     */
    public StoreException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
