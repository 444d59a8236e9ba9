package dev.flipper;

/** A management call names a flag that does not exist. */
public final class FlagNotFoundException extends FlipperException {

    private static final long serialVersionUID = 1L;

    private final String flag;

    /**
     * Creates the exception.
     *
     * @param flag the name that was given
     */
    public FlagNotFoundException(String flag) {
        super("There is no flag '" + flag + "': create it first, or check the spelling", null);
        this.flag = flag;
    }

    /**
     * Gives the name of the flag that is missing.
     *
     * @return the name as given
     */
    public String flag() {
        return flag;
    }
}
