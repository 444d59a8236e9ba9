package dev.flipper.event;

import dev.flipper.store.FlagDefinition;
import java.util.Objects;
import java.util.Set;
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

    /** What may have changed about a flag. */
    public enum Kind {
        /** The flag was not there before; told alone. */
        CREATED,
        /** The flag is not there any more; told alone. */
        DESTROYED,
        /** It was disabled and is enabled. */
        ENABLED,
        /** It was enabled and is disabled. */
        DISABLED,
        /** Its conditions. */
        CONDITIONS,
        /** Its bucketer. */
        BUCKETER,
        /** Its client data. */
        CLIENT_DATA,
        /** Something else of the stored document: the date of creation, or a member that this version does not know. */
        OTHER
    }

    /**
     * Tells what changed, by comparing before and after.
     *
     * @return the kinds of change in the order of {@link Kind}, unmodifiable; empty if before and after are equal
     */
    public Set<Kind> kinds() {
        return ChangeKinds.between(before, after);
    }
}
