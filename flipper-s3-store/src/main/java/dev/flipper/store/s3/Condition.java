package dev.flipper.store.s3;

import org.jspecify.annotations.Nullable;

/**
 * What has to hold for a change to be made.
 *
 * @param ifMatch what is there has this tag, if one is given
 * @param ifNoneMatch nothing is there that this stands for, if it is given
 */
record Condition(@Nullable String ifMatch, @Nullable String ifNoneMatch) {

    /** Whatever is there. */
    static final Condition NONE = new Condition(null, null);

    /** Nothing is there. */
    static final Condition ABSENT = new Condition(null, "*");

    /** Never. */
    static final Condition IMPOSSIBLE = unchanged(ETags.OF_NOTHING);

    /** What is there is what was read. */
    static Condition unchanged(String tag) {
        return new Condition(ETags.quoted(tag), null);
    }
}
