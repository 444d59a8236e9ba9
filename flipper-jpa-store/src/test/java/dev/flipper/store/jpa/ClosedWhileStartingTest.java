package dev.flipper.store.jpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import jakarta.persistence.PersistenceException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.h2.jdbcx.JdbcDataSource;
import org.hibernate.internal.SessionFactoryRegistry;
import org.junit.jupiter.api.Test;

class ClosedWhileStartingTest {

    private final AtomicReference<FlagPersistence> persistence = new AtomicReference<>();

    @Test
    void aFactoryThatIsMadeMeanwhileIsClosed() {
        JdbcDataSource database = H2Databases.dataSource();
        // Hibernate asks for a connection while it makes its factory.
        DataSources closing = () -> {
            persistence.get().close();
            return database;
        };
        TableSetup setup = new TableSetup(() -> database, FlagTable.ORIGINAL, true);
        FlagConnections connections = new FlagConnections(closing, new NoCallerTransactions(), Duration.ofSeconds(2));
        FlagPersistenceUnit unit = new FlagPersistenceUnit(FlagTable.ORIGINAL, connections, Providers.HIBERNATE);
        try (FlagPersistence opened = new FlagPersistence(unit, setup, Duration.ofSeconds(2))) {
            persistence.set(opened);
            assertThatExceptionOfType(PersistenceException.class)
                    .isThrownBy(opened::open)
                    .withMessage("the store is closed");
        }
        assertThat(SessionFactoryRegistry.INSTANCE.getNamedSessionFactory(unit.getPersistenceUnitName()))
                .isNull();
    }
}
