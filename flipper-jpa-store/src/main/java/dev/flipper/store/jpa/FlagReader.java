package dev.flipper.store.jpa;

import dev.flipper.store.FlagDefinition;
import org.jspecify.annotations.Nullable;

/** Reads a flag, as {@link dev.flipper.store.FeatureFlagStore#get} does. */
@FunctionalInterface
interface FlagReader {

    @Nullable
    FlagDefinition get(String name);
}
