package dev.flipper.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How far a {@link MirroredFeatureFlagStore} can be trusted at the moment.
 *
 * @param state whether the copy is known to follow the store
 * @param staleSince since when it is not; null if it does
 * @param lastSynchronized when everything was last read from the store, by this process or, after a start from a
 *     snapshot, by an earlier one; null if never
 * @param flags how many flags the copy holds, entries that cannot be read included
 */
public record MirrorStatus(
        State state, @Nullable Instant staleSince, @Nullable Instant lastSynchronized, int flags) {

    /** Whether the copy is known to follow the store. */
    public enum State {
        /** Everything has been read, and changes are notified, or polled for where the store cannot notify. */
        CONNECTED,
        /**
         * The store is away, has not answered yet, or could tell of changes but does not; or the mirror is closed. The
         * last known state answers.
         */
        STALE
    }
}
