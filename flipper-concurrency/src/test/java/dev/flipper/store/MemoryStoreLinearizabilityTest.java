package dev.flipper.store;

/** And with it its slots. */
public final class MemoryStoreLinearizabilityTest extends StoreOperations {

    public MemoryStoreLinearizabilityTest() {
        super(new MemoryFeatureFlagStore());
    }
}
