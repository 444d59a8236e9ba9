package dev.flipper.store.s3;

import org.jspecify.annotations.Nullable;

/** How an object is changed that somebody else may be changing too. Thread-safe; throws {@link S3Failure}. */
interface FlagWrites {

    /**
     * Writes an object.
     *
     * @param before as it was read; null: there was none
     * @return its tag; null if it is not as it was read any more
     */
    @Nullable
    String put(String key, @Nullable FlagObject before, byte[] content);

    /**
     * Removes an object.
     *
     * @param before as it was read
     * @return false if it is not as it was read any more
     */
    boolean delete(String key, FlagObject before);
}
