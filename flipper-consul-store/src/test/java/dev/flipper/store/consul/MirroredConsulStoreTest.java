package dev.flipper.store.consul;

import dev.flipper.store.FeatureFlagStore;
import dev.flipper.store.MirroredFeatureFlagStore;
import java.time.Duration;

/** As settings make it. What the copy shows of the changes of others is all due to what Consul tells. */
class MirroredConsulStoreTest extends ConsulStoreContract {

    @Override
    FeatureFlagStore before(ConsulFeatureFlagStore store) {
        return MirroredFeatureFlagStore.builder(store)
                .pollInterval(Duration.ofDays(1))
                .build();
    }

    @Override
    protected boolean readsLagBehind() {
        return true;
    }
}
