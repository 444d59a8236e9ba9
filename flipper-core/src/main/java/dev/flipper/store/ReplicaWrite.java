package dev.flipper.store;

import org.jspecify.annotations.Nullable;

/**
 * A write of the primary, on its way to a replica.
 *
 * @param state the flag after the write; null if it was removed
 * @param receipt told of the arrival
 */
record ReplicaWrite(@Nullable FlagDefinition state, Receipt receipt) {}
