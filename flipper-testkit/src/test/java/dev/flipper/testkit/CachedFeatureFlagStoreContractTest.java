package dev.flipper.testkit;

import dev.flipper.store.CachedFeatureFlagStore;
import dev.flipper.store.FeatureFlagStore;
import dev.flipper.store.MemoryFeatureFlagStore;

/** Two caches before one store that tells of changes. */
class CachedFeatureFlagStoreContractTest extends FeatureFlagStoreContract {

    private final MemoryFeatureFlagStore memory = new MemoryFeatureFlagStore();

    @Override
    protected FeatureFlagStore createStore() {
        return new CachedFeatureFlagStore(memory);
    }

    @Override
    protected FeatureFlagStore createSecondStore() {
        return new CachedFeatureFlagStore(memory);
    }

    @Override
    protected int sequences() {
        return 1000;
    }
}
