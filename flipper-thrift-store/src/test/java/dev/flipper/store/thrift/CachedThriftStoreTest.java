package dev.flipper.store.thrift;

import dev.flipper.store.CachedFeatureFlagStore;
import dev.flipper.store.FeatureFlagStore;

/** Flags stay in the cache until the service tells that they have changed. */
class CachedThriftStoreTest extends ThriftStoreContract {

    @Override
    FeatureFlagStore store(ThriftFeatureFlagStoreBuilder builder) {
        return new CachedFeatureFlagStore(super.store(builder));
    }

    @Override
    protected boolean readsLagBehind() {
        return true;
    }
}
