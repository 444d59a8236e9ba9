package dev.flipper.testkit;

import dev.flipper.store.FeatureFlagStore;

/** A store whose reads lag behind the changes of others: the contract waits until it tells of them. */
class LaggingStoreContractTest extends FeatureFlagStoreContract {

    private final TextBackend backend = new TextBackend();

    @Override
    protected FeatureFlagStore createStore() {
        return new LaggingStore(new TextStore(backend));
    }

    @Override
    protected FeatureFlagStore createSecondStore() {
        return new LaggingStore(new TextStore(backend));
    }

    @Override
    protected boolean readsLagBehind() {
        return true;
    }
}
