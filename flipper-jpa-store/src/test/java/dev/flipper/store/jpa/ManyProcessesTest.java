package dev.flipper.store.jpa;

import dev.flipper.store.testing.Contention;
import java.io.IOException;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postgresql.ds.PGSimpleDataSource;

/** Processes and threads that create and change the same flags at the same time. */
@Timeout(120)
class ManyProcessesTest {

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
        try (JpaFeatureFlagStore store =
                JpaFeatureFlagStore.builder(connections).provider(provider).build()) {
            Contention.ofThreads(store);
        }
    }
}
