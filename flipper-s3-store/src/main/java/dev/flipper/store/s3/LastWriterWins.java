package dev.flipper.store.s3;

import org.jspecify.annotations.Nullable;

/** Writes whatever has become of the object meanwhile. */
record LastWriterWins(Bucket bucket) implements FlagWrites {

    @Override
    public @Nullable String put(String key, @Nullable FlagObject before, byte[] content) {
        return bucket.put(key, content, Condition.NONE);
    }

    @Override
    public boolean delete(String key, FlagObject before) {
        return bucket.delete(key, Condition.NONE);
    }
}
