package dev.flipper.store.jpa;

import dev.flipper.store.CachedFeatureFlagStore;
import dev.flipper.store.FeatureFlagStore;

/** Flags stay in the cache until PostgreSQL tells that they have changed. */
class CachedPostgresStoreTest extends PostgresStoreContract {

    CachedPostgresStoreTest() {
        super(PostgresVersion.POSTGRESQL_18, Providers.ECLIPSELINK);
    }

    @Override
    FeatureFlagStore store(JpaFeatureFlagStoreBuilder builder) {
        return CachedFeatureFlagStore.builder(super.store(builder)).build();
    }

    @Override
    protected boolean readsLagBehind() {
        return true;
    }
}
