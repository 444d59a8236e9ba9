package dev.flipper.store.redis;

import dev.flipper.store.FeatureFlagStore;
import dev.flipper.store.MirroredFeatureFlagStore;
import java.time.Duration;

/** As settings make it. What the copy shows of the changes of others is all due to what Redis tells. */
class MirroredRedisStoreTest extends RedisStoreContract {

    MirroredRedisStoreTest() {
        super(RedisVersion.EMBEDDED);
    }

    @Override
    FeatureFlagStore store(RedisFeatureFlagStoreBuilder builder) {
        return MirroredFeatureFlagStore.builder(super.store(builder))
                .pollInterval(Duration.ofDays(1))
                .build();
    }

    @Override
    protected boolean readsLagBehind() {
        return true;
    }
}
