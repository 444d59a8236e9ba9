package dev.flipper.store.jpa;

import dev.flipper.store.FeatureFlagStore;
import dev.flipper.testkit.FeatureFlagStoreContract;
import java.time.Duration;

abstract class H2StoreTest extends FeatureFlagStoreContract {

    private final String database = H2Databases.url();
    private final String provider;

    H2StoreTest(String provider) {
        this.provider = provider;
    }

    @Override
    protected FeatureFlagStore createStore() {
        // H2 cannot tell of what others do, so that it is looked at.
        return JpaFeatureFlagStore.builder(H2Databases.dataSource(database))
                .provider(provider)
                .pollInterval(Duration.ofMillis(20))
                .build();
    }

    @Override
    protected FeatureFlagStore createSecondStore() {
        return createStore();
    }
}
