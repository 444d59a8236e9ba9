package dev.flipper.event;

import dev.flipper.store.FlagDefinition;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A flag was changed in the store by somebody else than this client.
 *
 * @param flag the name
 * @param before the flag as this process knew it, null if it did not exist
 * @param after the flag as it is now, null if it does not exist any more
 */
public record FlagChange(
        String flag,
        @Nullable FlagDefinition before,
        @Nullable FlagDefinition after) {

    /**
     * Creates a change.
     *
     * @param flag the name
     * @param before the flag as this process knew it, null if it did not exist
     * @param after the flag as it is now, null if it does not exist any more
     */
    public FlagChange {
        Objects.requireNonNull(flag, "flag");
    }
}
