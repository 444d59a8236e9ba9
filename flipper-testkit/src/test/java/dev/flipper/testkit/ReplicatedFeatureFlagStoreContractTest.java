package dev.flipper.testkit;

import dev.flipper.store.FeatureFlagStore;
import dev.flipper.store.MemoryFeatureFlagStore;
import dev.flipper.store.ReplicatedFeatureFlagStore;

/** Two processes that share the primary, each of which keeps two replicas in the background. */
class ReplicatedFeatureFlagStoreContractTest extends FeatureFlagStoreContract {

    private final MemoryFeatureFlagStore primary = new MemoryFeatureFlagStore();

    @Override
    protected FeatureFlagStore createStore() {
        return replicated();
    }

    @Override
    protected FeatureFlagStore createSecondStore() {
        return replicated();
    }

    private FeatureFlagStore replicated() {
        return new ReplicatedFeatureFlagStore(primary, new MemoryFeatureFlagStore(), new MemoryFeatureFlagStore());
    }

    @Override
    protected int sequences() {
        return 1000;
    }
}
