package dev.flipper.store.s3;

import dev.flipper.store.CachedFeatureFlagStore;
import dev.flipper.store.FeatureFlagStore;

/** Flags stay in the cache until the store tells that they have changed. */
class CachedS3StoreTest extends ServiceStoreContract {

    @Override
    FeatureFlagStore before(S3FeatureFlagStore store) {
        return CachedFeatureFlagStore.builder(store).build();
    }

    @Override
    protected boolean readsLagBehind() {
        return true;
    }
}
