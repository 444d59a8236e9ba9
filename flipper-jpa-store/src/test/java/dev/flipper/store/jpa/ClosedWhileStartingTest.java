package dev.flipper.store.jpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.PersistenceException;
import jakarta.persistence.spi.PersistenceProvider;
import jakarta.persistence.spi.PersistenceProviderResolver;
import jakarta.persistence.spi.PersistenceProviderResolverHolder;
import jakarta.persistence.spi.PersistenceUnitInfo;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.h2.jdbcx.JdbcDataSource;
import org.hibernate.jpa.HibernatePersistenceProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ClosedWhileStartingTest {

    private final AtomicReference<FlagPersistence> persistence = new AtomicReference<>();
    private final AtomicReference<EntityManagerFactory> factory = new AtomicReference<>();
    private final PersistenceProviderResolver before =
            PersistenceProviderResolverHolder.getPersistenceProviderResolver();

    @AfterEach
    void restoreProviders() {
        PersistenceProviderResolverHolder.setPersistenceProviderResolver(before);
    }

    /** Hibernate, with a user who closes the store when the factory is nearly there. */
    @SuppressWarnings("rawtypes") // as it is declared
    private final class ClosingProvider extends HibernatePersistenceProvider {

        @Override
        public EntityManagerFactory createContainerEntityManagerFactory(PersistenceUnitInfo unit, Map settings) {
            factory.set(super.createContainerEntityManagerFactory(unit, settings));
            persistence.get().close();
            return factory.get();
        }
    }

    private void use(PersistenceProvider provider) {
        PersistenceProviderResolverHolder.setPersistenceProviderResolver(new PersistenceProviderResolver() {
            @Override
            public List<PersistenceProvider> getPersistenceProviders() {
                return List.of(provider);
            }

            @Override
            public void clearCachedProviders() {
                // There is nothing that could have changed.
            }
        });
    }

    @Test
    void aFactoryThatIsMadeMeanwhileIsClosed() {
        JdbcDataSource database = H2Databases.dataSource();
        TableSetup setup = new TableSetup(() -> database, FlagTable.ORIGINAL, true);
        PersistenceProvider provider = new ClosingProvider();
        FlagPersistenceUnit unit = new FlagPersistenceUnit(
                FlagTable.ORIGINAL, database, provider.getClass().getName());
        use(provider);
        try (FlagPersistence opened = new FlagPersistence(unit, setup, Duration.ofSeconds(2))) {
            persistence.set(opened);
            assertThatExceptionOfType(PersistenceException.class)
                    .isThrownBy(opened::open)
                    .withMessage("the store is closed");
            assertThat(factory.get().isOpen()).isFalse();
        }
    }
}
