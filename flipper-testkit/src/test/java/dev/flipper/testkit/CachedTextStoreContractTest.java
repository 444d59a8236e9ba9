package dev.flipper.testkit;

import dev.flipper.store.CachedFeatureFlagStore;
import dev.flipper.store.FeatureFlagStore;

/** Caches before a store that gives hints only, too small for all its flags. */
class CachedTextStoreContractTest extends FeatureFlagStoreContract {

    private final TextBackend backend = new TextBackend();

    @Override
    protected FeatureFlagStore createStore() {
        return cached();
    }

    @Override
    protected FeatureFlagStore createSecondStore() {
        return cached();
    }

    private FeatureFlagStore cached() {
        return CachedFeatureFlagStore.builder(new TextStore(backend))
                .maximumSize(3)
                .build();
    }

    @Override
    protected boolean putText(String name, String text) {
        backend.put(name, text);
        return true;
    }
}
