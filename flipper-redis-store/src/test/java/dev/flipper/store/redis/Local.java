package dev.flipper.store.redis;

import dev.flipper.store.CachedFeatureFlagStore;
import dev.flipper.store.FeatureFlagStore;
import dev.flipper.store.MirroredFeatureFlagStore;
import java.time.Duration;

/** What stands between a client and the store, as the setting {@code flipper.local} chooses it. */
enum Local {
    MIRROR {
        @Override
        FeatureFlagStore before(RedisFeatureFlagStore store) {
            return MirroredFeatureFlagStore.builder(store)
                    .startTimeout(Duration.ofSeconds(5))
                    .build();
        }
    },
    CACHE {
        @Override
        FeatureFlagStore before(RedisFeatureFlagStore store) {
            return new CachedFeatureFlagStore(store);
        }
    },
    NONE {
        @Override
        FeatureFlagStore before(RedisFeatureFlagStore store) {
            return store;
        }
    };

    abstract FeatureFlagStore before(RedisFeatureFlagStore store);
}
