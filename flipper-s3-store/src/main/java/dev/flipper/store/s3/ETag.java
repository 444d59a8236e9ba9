package dev.flipper.store.s3;

import org.jspecify.annotations.Nullable;

/**
 * Which state of an object it is. Two objects of a key with the same tag have the same content. Some services write it
 * in quotation marks in one answer and without in another.
 *
 * @param text without quotation marks
 */
record ETag(String text) {

    /** The tag of no object: it would take the MD5 of some content to be this. */
    static final ETag OF_NOTHING = new ETag("0".repeat(32));

    static ETag of(@Nullable String given) {
        return new ETag(given == null ? "" : given.replace("\"", ""));
    }

    /** Gives it as it stands in a condition. */
    String quoted() {
        return '"' + text + '"';
    }
}
