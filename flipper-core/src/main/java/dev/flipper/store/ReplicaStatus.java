package dev.flipper.store;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How one replica of a {@link ReplicatedFeatureFlagStore} is doing.
 *
 * @param number its place among the replicas, from 1
 * @param store the replica in words
 * @param failingSince since when nothing gets through to it; null if it is there
 * @param failures how many attempts have failed, ever
 * @param lastFailure what the last one of them said; null if none has failed
 * @param waitingWrites how many writes wait for it, each of which will arrive as a write of its own
 * @param flagsToCopy how many flags wait to be copied to it as the primary has them then
 */
public record ReplicaStatus(
        int number,
        String store,
        @Nullable Instant failingSince,
        long failures,
        @Nullable String lastFailure,
        int waitingWrites,
        int flagsToCopy) {

    /**
     * Makes a status.
     *
     * @param number its place among the replicas, from 1
     * @param store the replica in words
     * @param failingSince since when nothing gets through to it; null if it is there
     * @param failures how many attempts have failed, ever
     * @param lastFailure what the last one of them said; null if none has failed
     * @param waitingWrites how many writes wait for it, each of which will arrive as a write of its own
     * @param flagsToCopy how many flags wait to be copied to it as the primary has them then
     */
    public ReplicaStatus {
        Objects.requireNonNull(store, "store");
    }
}
