package dev.flipper;

import org.jspecify.annotations.Nullable;

/** Stored data is not a flag. */
public final class FlagFormatException extends FlipperException {

    private static final long serialVersionUID = 1L;

    private final @Nullable String flag;
    private final String place;

    /**
     * Creates the exception.
     *
     * @param flag the name of the flag, or null if not even that could be read
     * @param place where in the document the problem is, for example {@code meta.created_date}
     * @param problem what is wrong there
     * @param cause what the parser said, or null
     */
    public FlagFormatException(@Nullable String flag, String place, String problem, @Nullable Throwable cause) {
        super(
                "The stored " + (flag == null ? "document" : "flag '" + flag + "'") + " cannot be read: " + problem,
                cause);
        this.flag = flag;
        this.place = place;
    }

    /**
     * Gives the name of the flag.
     *
     * @return the name, or null if not even that could be read
     */
    public @Nullable String flag() {
        return flag;
    }

    /**
     * Tells where in the document the problem is.
     *
     * @return for example {@code meta.created_date} or {@code line 1, column 7}
     */
    public String place() {
        return place;
    }
}
