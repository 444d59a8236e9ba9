package dev.flipper.store.s3;

import org.jspecify.annotations.Nullable;

/**
 * Entity tags, which tell the states of an object apart: two objects of a key with the same tag have the same content.
 * Kept as texts without quotation marks, as some services write these in one answer and not in another, and without the
 * mark of a weak tag, which gateways put before those that they pass on.
 */
final class ETags {

    /** The tag of no object: some content would have to have this MD5. */
    static final String OF_NOTHING = "0".repeat(32);

    private ETags() {}

    /** Gives the tag of an answer; an empty one if it has none. */
    static String of(@Nullable String given) {
        return given == null ? "" : given.replaceFirst("^W/", "").replace("\"", "");
    }

    /** Gives a tag as it stands in a condition. */
    static String quoted(String tag) {
        return '"' + tag + '"';
    }
}
