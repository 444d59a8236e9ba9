package dev.flipper.store;

import dev.flipper.FlagFormatException;
import org.jspecify.annotations.Nullable;

/** What reading a flag came to: the flag, that there is none, or that what is stored is none. Immutable. */
final class CacheOutcome {

    static final CacheOutcome ABSENT = new CacheOutcome(null, null);

    private final @Nullable FlagDefinition definition;
    private final @Nullable FlagFormatException problem;

    private CacheOutcome(@Nullable FlagDefinition definition, @Nullable FlagFormatException problem) {
        this.definition = definition;
        this.problem = problem;
    }

    static CacheOutcome of(@Nullable FlagDefinition definition) {
        return definition == null ? ABSENT : new CacheOutcome(definition, null);
    }

    static CacheOutcome read(FeatureFlagStore store, String name) {
        try {
            return of(store.get(name));
        } catch (FlagFormatException e) {
            return new CacheOutcome(null, e);
        }
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
