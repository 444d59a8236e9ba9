package dev.flipper.testkit;

import dev.flipper.store.FeatureFlagStore;
import dev.flipper.store.MemoryFeatureFlagStore;
import dev.flipper.store.ReplicatedFeatureFlagStore;

/** Writes that return when the replica has them too; through two processes that share primary and replica. */
class SynchronousReplicationContractTest extends FeatureFlagStoreContract {

    private final MemoryFeatureFlagStore primary = new MemoryFeatureFlagStore();
    private final MemoryFeatureFlagStore replica = new MemoryFeatureFlagStore();

    @Override
    protected FeatureFlagStore createStore() {
        return replicated();
    }

    @Override
    protected FeatureFlagStore createSecondStore() {
        return replicated();
    }

    private FeatureFlagStore replicated() {
        return ReplicatedFeatureFlagStore.builder(primary)
                .replica(replica)
                .synchronous(true)
                .build();
    }
}
