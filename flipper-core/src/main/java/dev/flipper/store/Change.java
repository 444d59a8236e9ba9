package dev.flipper.store;

import org.jspecify.annotations.Nullable;

/**
 * A flag as it was stored before a change and after it.
 *
 * @param before the flag before; null if it did not exist, or if what was stored could not be read
 * @param after the flag after; null if it does not exist any more
 */
public record Change(
        @Nullable FlagDefinition before, @Nullable FlagDefinition after) {}
