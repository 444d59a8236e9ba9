package dev.flipper;

/** A flag of the name that is to be created exists already; it has been left as it is. */
public final class FlagAlreadyExistsException extends FlipperException {

    private static final long serialVersionUID = 1L;

    private final String flag;

    /**
     * Creates the exception.
     *
     * @param flag the name that was given
     */
    public FlagAlreadyExistsException(String flag) {
        super("The flag '" + flag + "' exists already and was left as it is: names are unique", null);
        this.flag = flag;
    }

    /**
     * Gives the name of the flag that exists.
     *
     * @return the name as given
     */
    public String flag() {
        return flag;
    }
}
