package dev.flipper.store.jpa;

import dev.flipper.store.FeatureFlagStore;
import java.time.Duration;

/** Where nobody listens to what PostgreSQL tells. */
class PolledPostgresStoreTest extends PostgresStoreContract {

    PolledPostgresStoreTest() {
        super(PostgresVersion.POSTGRESQL_18, Providers.HIBERNATE);
    }

    @Override
    FeatureFlagStore store(JpaFeatureFlagStoreBuilder builder) {
        return super.store(builder.listen(false).pollInterval(Duration.ofMillis(20)));
    }
}
