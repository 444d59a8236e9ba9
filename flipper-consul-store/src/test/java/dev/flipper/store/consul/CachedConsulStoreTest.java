package dev.flipper.store.consul;

import dev.flipper.store.CachedFeatureFlagStore;
import dev.flipper.store.FeatureFlagStore;

/** Flags stay in the cache until Consul tells that they have changed. */
class CachedConsulStoreTest extends ConsulStoreContract {

    @Override
    FeatureFlagStore before(ConsulFeatureFlagStore store) {
        return CachedFeatureFlagStore.builder(store).build();
    }

    @Override
    protected boolean readsLagBehind() {
        return true;
    }
}
