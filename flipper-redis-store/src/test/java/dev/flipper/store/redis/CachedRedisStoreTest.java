package dev.flipper.store.redis;

import dev.flipper.store.CachedFeatureFlagStore;
import dev.flipper.store.FeatureFlagStore;

/** Flags stay in the cache until Redis tells that they have changed. */
class CachedRedisStoreTest extends RedisStoreContract {

    CachedRedisStoreTest() {
        super(RedisVersion.EMBEDDED);
    }

    @Override
    FeatureFlagStore store(RedisFeatureFlagStoreBuilder builder) {
        return CachedFeatureFlagStore.builder(super.store(builder)).build();
    }

    @Override
    protected boolean readsLagBehind() {
        return true;
    }
}
