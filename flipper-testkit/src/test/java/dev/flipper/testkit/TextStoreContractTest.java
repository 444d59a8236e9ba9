package dev.flipper.testkit;

import dev.flipper.store.FeatureFlagStore;

/** A store that gives hints only, and whose entries may be broken. */
class TextStoreContractTest extends FeatureFlagStoreContract {

    private final TextBackend backend = new TextBackend();

    @Override
    protected FeatureFlagStore createStore() {
        return new TextStore(backend);
    }

    @Override
    protected FeatureFlagStore createSecondStore() {
        return new TextStore(backend);
    }

    @Override
    protected boolean putText(String name, String text) {
        backend.put(name, text);
        return true;
    }
}
