package dev.flipper.testkit;

import dev.flipper.store.FeatureFlagStore;
import dev.flipper.store.MemoryFeatureFlagStore;

class MemoryFeatureFlagStoreContractTest extends FeatureFlagStoreContract {

    private final MemoryFeatureFlagStore memory = new MemoryFeatureFlagStore();

    @Override
    protected FeatureFlagStore createStore() {
        return memory;
    }

    /**
     * The data is the object's: who wants to share it shares the object, and closing it for one user harms no other.
     */
    @Override
    protected FeatureFlagStore createSecondStore() {
        return memory;
    }

    @Override
    protected int sequences() {
        return 10_000;
    }

    @Override
    protected int steps() {
        return 30;
    }
}
