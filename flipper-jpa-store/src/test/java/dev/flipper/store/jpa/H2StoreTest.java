package dev.flipper.store.jpa;

import dev.flipper.store.FeatureFlagStore;
import dev.flipper.testkit.FeatureFlagStoreContract;
import java.util.UUID;
import org.h2.jdbcx.JdbcDataSource;

abstract class H2StoreTest extends FeatureFlagStoreContract {

    private final String database = "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1";
    private final String provider;

    H2StoreTest(String provider) {
        this.provider = provider;
    }

    @Override
    protected FeatureFlagStore createStore() {
        return new JpaFeatureFlagStoreBuilder(dataSource()).provider(provider).build();
    }

    @Override
    protected FeatureFlagStore createSecondStore() {
        return createStore();
    }

    private JdbcDataSource dataSource() {
        JdbcDataSource source = new JdbcDataSource();
        source.setURL(database);
        return source;
    }
}
