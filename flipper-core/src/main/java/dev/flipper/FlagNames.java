package dev.flipper;

import java.util.Objects;

/**
 * Says which names a new flag may have: any of 1 to 255 characters (code points) without control characters and lone
 * surrogates. Flags of other names may have been stored by other programs, and are used as they are.
 */
public final class FlagNames {

    private static final int MAX_LENGTH = 255;

    private FlagNames() {}

    /**
     * Checks the name of a new flag.
     *
     * @param name the name
     * @return the name
     * @throws IllegalArgumentException if a new flag may not have it; the message says why
     */
    public static String requireValid(String name) {
        Objects.requireNonNull(name, "flag");
        if (name.isEmpty()) {
            throw new IllegalArgumentException("The name of a flag must not be empty");
        }
        int length = name.codePointCount(0, name.length());
        if (length > MAX_LENGTH) {
            throw new IllegalArgumentException(
                    "The name of a flag has at most " + MAX_LENGTH + " characters, this one has " + length + ": "
                            + name.substring(0, name.offsetByCodePoints(0, 40)) + "…");
        }
        name.codePoints().filter(FlagNames::isForbidden).findFirst().ifPresent(found -> {
            throw new IllegalArgumentException(String.format(
                    "The name of a flag must not contain control characters and lone surrogates, this one contains U+%04X",
                    found));
        });
        return name;
    }

    private static boolean isForbidden(int codePoint) {
        return Character.isISOControl(codePoint) || Character.getType(codePoint) == Character.SURROGATE;
    }
}
