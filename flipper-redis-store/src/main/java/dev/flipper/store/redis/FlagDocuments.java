package dev.flipper.store.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.flipper.FlagFormatException;
import dev.flipper.store.FlagDefinition;
import org.jspecify.annotations.Nullable;

/** The stored form of flags: JSON in UTF-8. */
final class FlagDocuments {

    private FlagDocuments() {}

    /**
     * Reads a flag.
     *
     * @param flag the name by which it is stored
     * @throws FlagFormatException if it is not a flag, or one of another name, which no check would find
     */
    static FlagDefinition read(String flag, byte[] document) {
        String text = FlagKeys.decoded(document, 0);
        if (text == null) {
            throw new FlagFormatException(flag, "its beginning", "it is not a text in UTF-8", null);
        }
        FlagDefinition definition = FlagDefinition.fromJson(text);
        if (!definition.name().equals(flag)) {
            throw new FlagFormatException(
                    flag, "feature_name", "it says that its name is '" + definition.name() + "'", null);
        }
        return definition;
    }

    /** Reads a flag; null if it cannot be read. */
    static @Nullable FlagDefinition readable(String flag, byte[] document) {
        try {
            return read(flag, document);
        } catch (FlagFormatException e) {
            return null;
        }
    }

    static byte[] write(FlagDefinition definition) {
        return definition.toJson().getBytes(UTF_8);
    }
}
