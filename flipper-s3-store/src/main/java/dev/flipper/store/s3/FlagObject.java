package dev.flipper.store.s3;

import dev.flipper.FlagFormatException;
import dev.flipper.store.FlagDefinition;
import dev.flipper.store.FlagVisitor;
import org.jspecify.annotations.Nullable;

/**
 * An object as it was read. Immutable.
 *
 * @param tag which state it is
 * @param flag the flag, if it is one
 * @param problem why it is none; null also if it is the mark of a folder
 */
record FlagObject(
        String tag, @Nullable FlagDefinition flag, @Nullable FlagFormatException problem) {

    /** So large no flag is. Larger objects are other people's, and not read. */
    static final int LARGEST = 1 << 20;

    private static final String BEGINNING = "its beginning";

    static FlagObject of(String key, String tag, byte[] content) {
        if (isFolder(key, content.length)) {
            return new FlagObject(tag, null, null);
        }
        try {
            return new FlagObject(tag, FlagDefinition.fromStored(key, content), null);
        } catch (FlagFormatException e) {
            return new FlagObject(tag, null, e);
        }
    }

    static FlagObject tooLarge(String key, String tag, long size) {
        return new FlagObject(
                tag,
                null,
                new FlagFormatException(
                        key, BEGINNING, "it has " + size + " bytes, and more than " + LARGEST + " are not read", null));
    }

    /** Tells whether it is a mark that there is a folder, as consoles make them. Nobody takes that for a flag. */
    private static boolean isFolder(String key, long size) {
        return size == 0 && key.endsWith("/");
    }

    boolean isFolder() {
        return flag == null && problem == null;
    }

    /** Gives the flag; throws if it is none. Not for the mark of a folder. */
    FlagDefinition definition() {
        if (flag == null) {
            throw problem == null ? new IllegalStateException("a folder") : problem;
        }
        return flag;
    }

    void show(String key, FlagVisitor visitor) {
        if (flag != null) {
            visitor.flag(flag);
        } else if (problem != null) {
            visitor.unreadable(key, problem);
        }
    }
}
