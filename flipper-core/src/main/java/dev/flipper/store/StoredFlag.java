package dev.flipper.store;

import dev.flipper.FlagFormatException;
import dev.flipper.StoreException;
import org.jspecify.annotations.Nullable;

/** What a store holds under a name: a flag, an entry that cannot be read, or nothing. */
record StoredFlag(
        @Nullable FlagDefinition definition, @Nullable FlagFormatException problem) {

    static final StoredFlag ABSENT = new StoredFlag(null, null);

    static StoredFlag of(@Nullable FlagDefinition definition) {
        return definition == null ? ABSENT : new StoredFlag(definition, null);
    }

    static StoredFlag unreadable(FlagFormatException problem) {
        return new StoredFlag(null, problem);
    }

    /**
     * Reads a flag.
     *
     * @throws RuntimeException what the store throws, unless the entry cannot be read
     */
    static StoredFlag read(FeatureFlagStore store, String name) {
        try {
            FlagDefinition definition = store.get(name);
            return definition == null ? ABSENT : of(named(name, definition));
        } catch (FlagFormatException e) {
            return unreadable(e);
        }
    }

    private static FlagDefinition named(String name, FlagDefinition definition) {
        if (!definition.name().equals(name)) {
            throw new StoreException(
                    "Asked for the flag '" + name + "' the store gave the flag '" + definition.name() + "'", null);
        }
        return definition;
    }

    /** Does what {@link FeatureFlagStore#get} did. Makes nothing: the exception is the same one each time. */
    @Nullable
    FlagDefinition get() {
        if (problem != null) {
            throw problem;
        }
        return definition;
    }
}
