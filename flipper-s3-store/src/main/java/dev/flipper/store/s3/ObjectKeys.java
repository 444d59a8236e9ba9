package dev.flipper.store.s3;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Objects;

/** The keys of objects, which are the names of the flags. */
final class ObjectKeys {

    /** S3's limit. The longest name of a flag that can be created has 1020 at most. */
    private static final int LONGEST = 1024;

    private ObjectKeys() {}

    /**
     * Tells whether there can be an object with this key: it has to be bytes of UTF-8, at least one, none of them 0.
     */
    static boolean isPossible(String flag) {
        Objects.requireNonNull(flag, "flag");
        return !flag.isEmpty()
                && flag.indexOf(0) < 0
                && UTF_8.newEncoder().canEncode(flag)
                && flag.getBytes(UTF_8).length <= LONGEST;
    }
}
