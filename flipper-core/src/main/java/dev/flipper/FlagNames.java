package dev.flipper;

import java.util.Objects;

/** Says which names a new flag may have. */
final class FlagNames {

    private static final int MAX_LENGTH = 255;

    private FlagNames() {}

    static String require(String name) {
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
