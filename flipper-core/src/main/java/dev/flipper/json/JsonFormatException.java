package dev.flipper.json;

import org.jspecify.annotations.Nullable;

/** Text is not JSON, or a JSON value has not the form that is expected at some place. */
public final class JsonFormatException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private final String place;

    /**
     * Creates the exception.
     *
     * @param place where in the document, for example {@code meta.bucketer.type} or {@code line 1, column 7}
     * @param problem what is wrong there
     * @param cause what the parser said, or null
     */
    public JsonFormatException(String place, String problem, @Nullable Throwable cause) {
        super(place + ": " + problem, cause);
        this.place = place;
    }

    /**
     * Tells where in the document the problem is.
     *
     * @return for example {@code meta.bucketer.type} or {@code line 1, column 7}
     */
    public String place() {
        return place;
    }
}
