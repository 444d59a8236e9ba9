package dev.flipper.testkit;

import dev.flipper.store.FeatureFlagStore;
import dev.flipper.store.MirroredFeatureFlagStore;

/** Mirrors of a store that gives hints only and may hold what is no flag, as those behind a network do. */
class MirroredTextStoreContractTest extends FeatureFlagStoreContract {

    private final TextBackend backend = new TextBackend();

    @Override
    protected FeatureFlagStore createStore() {
        return new MirroredFeatureFlagStore(new TextStore(backend));
    }

    @Override
    protected FeatureFlagStore createSecondStore() {
        return new MirroredFeatureFlagStore(new TextStore(backend));
    }

    @Override
    protected boolean readsLagBehind() {
        return true;
    }

    @Override
    protected boolean putText(String name, String text) {
        backend.put(name, text);
        return true;
    }
}
