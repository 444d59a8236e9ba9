package dev.flipper.cdi;

import dev.flipper.FlipperException;
import jakarta.ejb.ApplicationException;

/**
 * Tells the caller of a method with {@code @FeatureToggle(orThrow = FlagDisabledException.class)} that the flag is off.
 * EJBs throw it on as it is and do not roll the transaction back for it: nothing has been done.
 */
@ApplicationException
public class FlagDisabledException extends FlipperException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message which flag is off, and which method therefore did not run
     */
    public FlagDisabledException(String message) {
        super(message, null);
    }
}
