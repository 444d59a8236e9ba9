package dev.flipper.store;

/** A cache that is told of changes, so that what is read in one thread meets what another one outdates. */
public final class CachedStoreLinearizabilityTest extends StoreOperations {

    @Override
    protected FeatureFlagStore createStore() {
        return new CachedFeatureFlagStore(new MemoryFeatureFlagStore());
    }
}
