package dev.flipper.store.s3;

import dev.flipper.store.FeatureFlagStore;
import dev.flipper.store.MirroredFeatureFlagStore;
import java.time.Duration;

/** As settings make it. What the copy shows of the changes of others is all due to what the store tells. */
class MirroredS3StoreTest extends ServiceStoreContract {

    @Override
    FeatureFlagStore before(S3FeatureFlagStore store) {
        return MirroredFeatureFlagStore.builder(store)
                .pollInterval(Duration.ofDays(1))
                .build();
    }

    @Override
    protected boolean readsLagBehind() {
        return true;
    }
}
