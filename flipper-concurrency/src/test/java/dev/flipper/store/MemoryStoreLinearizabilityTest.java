package dev.flipper.store;

/** And with it its slots. */
public final class MemoryStoreLinearizabilityTest extends StoreOperations {

    @Override
    protected FeatureFlagStore createStore() {
        return new MemoryFeatureFlagStore();
    }
}
