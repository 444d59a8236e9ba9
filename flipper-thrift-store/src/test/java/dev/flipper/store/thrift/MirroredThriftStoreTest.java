package dev.flipper.store.thrift;

import dev.flipper.store.FeatureFlagStore;
import dev.flipper.store.MirroredFeatureFlagStore;
import java.time.Duration;

/** As settings make it. What the copy shows of the changes of others is all due to what the service tells. */
class MirroredThriftStoreTest extends ThriftStoreContract {

    @Override
    FeatureFlagStore store(ThriftFeatureFlagStoreBuilder builder) {
        return MirroredFeatureFlagStore.builder(super.store(builder))
                .pollInterval(Duration.ofDays(1))
                .build();
    }

    @Override
    protected boolean readsLagBehind() {
        return true;
    }
}
