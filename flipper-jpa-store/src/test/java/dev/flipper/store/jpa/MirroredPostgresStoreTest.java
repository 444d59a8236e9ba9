package dev.flipper.store.jpa;

import dev.flipper.store.FeatureFlagStore;
import dev.flipper.store.MirroredFeatureFlagStore;
import java.time.Duration;

/** As settings make it. What the copy shows of the changes of others is all due to what PostgreSQL tells. */
class MirroredPostgresStoreTest extends PostgresStoreContract {

    MirroredPostgresStoreTest() {
        super(PostgresVersion.POSTGRESQL_18, Providers.HIBERNATE);
    }

    @Override
    FeatureFlagStore store(JpaFeatureFlagStoreBuilder builder) {
        return MirroredFeatureFlagStore.builder(super.store(builder))
                .pollInterval(Duration.ofDays(1))
                .build();
    }

    @Override
    protected boolean readsLagBehind() {
        return true;
    }
}
