package dev.flipper.store.jpa;

import dev.flipper.store.FeatureFlagStore;
import dev.flipper.store.MirroredFeatureFlagStore;
import java.time.Duration;

/** What stands between a client and the store, as the setting {@code flipper.local} chooses it. */
enum Local {
    MIRROR {
        @Override
        FeatureFlagStore before(JpaFeatureFlagStore store) {
            return MirroredFeatureFlagStore.builder(store)
                    .startTimeout(Duration.ofSeconds(10))
                    .build();
        }
    },
    NONE {
        @Override
        FeatureFlagStore before(JpaFeatureFlagStore store) {
            return store;
        }
    };

    abstract FeatureFlagStore before(JpaFeatureFlagStore store);
}
