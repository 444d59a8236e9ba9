package dev.flipper.store.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flipper.store.testing.LoggedLines;
import jakarta.persistence.EntityManager;
import java.time.Duration;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProviderChoiceTest {

    /** Else the tests with EclipseLink would be tests with Hibernate, which takes units of others too. */
    @ParameterizedTest
    @ValueSource(strings = {Providers.HIBERNATE, Providers.ECLIPSELINK})
    void theProviderThatIsAskedForWorks(String provider) {
        JdbcDataSource database = H2Databases.dataSource();
        TableSetup setup = new TableSetup(() -> Connections.of(database), FlagTable.ORIGINAL, true, Node.TIMEOUT);
        FlagPersistenceUnit unit = new FlagPersistenceUnit(FlagTable.ORIGINAL, database, provider);
        try (FlagPersistence persistence = new FlagPersistence(unit, setup, Duration.ofSeconds(2));
                EntityManager manager = persistence.open()) {
            String packageOfProvider = provider.replaceFirst("\\.jpa\\..*", "");
            assertThat(manager.getDelegate().getClass().getName()).startsWith(packageOfProvider);
        }
    }

    /** It would be said at each start. */
    @ParameterizedTest
    @ValueSource(strings = {Providers.HIBERNATE, Providers.ECLIPSELINK})
    void theProviderHasNothingToWarnOf(String provider) {
        try (LoggedLines log = new LoggedLines("org");
                JpaFeatureFlagStore store = JpaFeatureFlagStore.builder(H2Databases.dataSource())
                        .provider(provider)
                        .build()) {
            assertThat(store.get("ANY")).isNull();
            assertThat(log.warnings()).isEmpty();
        }
    }
}
