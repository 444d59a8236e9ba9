package dev.flipper.testkit;

import dev.flipper.store.FeatureFlagStore;
import dev.flipper.store.MemoryFeatureFlagStore;
import dev.flipper.store.MirroredFeatureFlagStore;

/** Two mirrors of one store, as two processes have them, with their real threads. */
class MirroredFeatureFlagStoreContractTest extends FeatureFlagStoreContract {

    private final MemoryFeatureFlagStore memory = new MemoryFeatureFlagStore();

    @Override
    protected FeatureFlagStore createStore() {
        return new MirroredFeatureFlagStore(memory);
    }

    @Override
    protected FeatureFlagStore createSecondStore() {
        return new MirroredFeatureFlagStore(memory);
    }

    @Override
    protected boolean readsLagBehind() {
        return true;
    }

    @Override
    protected int sequences() {
        return 1000;
    }
}
