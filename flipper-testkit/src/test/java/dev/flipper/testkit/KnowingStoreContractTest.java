package dev.flipper.testkit;

import dev.flipper.store.FeatureFlagStore;

/** A store that knows its changes, of which there are two objects. */
class KnowingStoreContractTest extends FeatureFlagStoreContract {

    private final TextBackend backend = new TextBackend();

    @Override
    protected FeatureFlagStore createStore() {
        return new KnowingStore(backend);
    }

    @Override
    protected FeatureFlagStore createSecondStore() {
        return new KnowingStore(backend);
    }
}
