package dev.flipper.store.testing;

import dev.flipper.store.CachedFeatureFlagStore;
import dev.flipper.store.FeatureFlagStore;
import dev.flipper.store.MirroredFeatureFlagStore;
import java.time.Duration;

/** What stands between a client and the store, as the setting {@code flipper.local} chooses it. */
public enum Local {

    /** A copy of all flags. */
    MIRROR {
        @Override
        public FeatureFlagStore before(FeatureFlagStore store) {
            return MirroredFeatureFlagStore.builder(store)
                    .startTimeout(START_TIMEOUT)
                    .build();
        }
    },

    /** Copies of the flags that were asked for. */
    CACHE {
        @Override
        public FeatureFlagStore before(FeatureFlagStore store) {
            return new CachedFeatureFlagStore(store);
        }
    },

    /** Nothing. */
    NONE {
        @Override
        public FeatureFlagStore before(FeatureFlagStore store) {
            return store;
        }
    };

    /** So long that a slow machine is connected by then, and so short that a test can wait for it. */
    private static final Duration START_TIMEOUT = Duration.ofSeconds(10);

    /**
     * Puts it before a store.
     *
     * @param store the store
     * @return what a client then uses, and closes with the store
     */
    public abstract FeatureFlagStore before(FeatureFlagStore store);
}
