package dev.flipper.store.jpa;

import dev.flipper.store.testing.Contention;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postgresql.ds.PGSimpleDataSource;

/** Processes and threads that create and change the same flags at the same time. */
@Timeout(240)
class ManyProcessesTest {

    /** A slow machine takes its time, of which this says nothing. */
    static final Duration LONG_TIMEOUT = Duration.ofSeconds(30);

    @ParameterizedTest
    @CsvSource({
        "POSTGRESQL_18, org.hibernate.jpa.HibernatePersistenceProvider",
        "POSTGRESQL_14, org.eclipse.persistence.jpa.PersistenceProvider"
    })
    void processesLoseNoUpdateAndOneOfThemCreates(PostgresVersion version, String provider) throws IOException {
        PostgresDatabase database = version.newDatabase();
        try (JpaFeatureFlagStore store = new JpaFeatureFlagStore(database.dataSource())) {
            Contention.ofProcesses(store, ContendingProgram.class, database.jdbcUrl(), provider);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "POSTGRESQL_18, org.hibernate.jpa.HibernatePersistenceProvider, serializable",
        "POSTGRESQL_18, org.eclipse.persistence.jpa.PersistenceProvider, repeatable\\ read",
        "POSTGRESQL_14, org.eclipse.persistence.jpa.PersistenceProvider, serializable",
        "POSTGRESQL_14, org.hibernate.jpa.HibernatePersistenceProvider, repeatable\\ read"
    })
    void threadsOfAnyIsolationLoseNothingAndNoneFails(PostgresVersion version, String provider, String isolation)
            throws Exception {
        PGSimpleDataSource connections = version.newDatabase().dataSource();
        connections.setOptions("-c default_transaction_isolation=" + isolation);
        try (JpaFeatureFlagStore store = JpaFeatureFlagStore.builder(connections)
                .provider(provider)
                .timeout(LONG_TIMEOUT)
                .build()) {
            Contention.ofThreads(store);
        }
    }
}
