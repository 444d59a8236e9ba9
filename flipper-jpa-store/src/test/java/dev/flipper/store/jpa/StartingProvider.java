package dev.flipper.store.jpa;

import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.spi.PersistenceProvider;
import jakarta.persistence.spi.PersistenceProviderResolver;
import jakarta.persistence.spi.PersistenceProviderResolverHolder;
import jakarta.persistence.spi.PersistenceUnitInfo;
import jakarta.persistence.spi.ProviderUtil;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** The only persistence provider until it is closed: a real one, and a test that does something when it starts. */
@SuppressWarnings("rawtypes") // as the interface is declared
final class StartingProvider implements PersistenceProvider, AutoCloseable {

    private final PersistenceProviderResolver before =
            PersistenceProviderResolverHolder.getPersistenceProviderResolver();
    private final PersistenceProvider real;
    private volatile Runnable atTheStart = () -> {};
    private volatile Consumer<EntityManagerFactory> atTheEnd = factory -> {};

    StartingProvider(String name) {
        this.real = before.getPersistenceProviders().stream()
                .filter(provider -> provider.getClass().getName().equals(name))
                .findFirst()
                .orElseThrow();
        PersistenceProviderResolverHolder.setPersistenceProviderResolver(new PersistenceProviderResolver() {
            @Override
            public List<PersistenceProvider> getPersistenceProviders() {
                return List.of(StartingProvider.this);
            }

            @Override
            public void clearCachedProviders() {
                // There is nothing that could have changed.
            }
        });
    }

    void atTheStart(Runnable work) {
        atTheStart = work;
    }

    void atTheEnd(Consumer<EntityManagerFactory> work) {
        atTheEnd = work;
    }

    @Override
    public EntityManagerFactory createContainerEntityManagerFactory(PersistenceUnitInfo unit, Map settings) {
        atTheStart.run();
        EntityManagerFactory factory = real.createContainerEntityManagerFactory(unit, settings);
        atTheEnd.accept(factory);
        return factory;
    }

    @Override
    public EntityManagerFactory createEntityManagerFactory(String unit, Map settings) {
        throw new UnsupportedOperationException(unit);
    }

    @Override
    public void generateSchema(PersistenceUnitInfo unit, Map settings) {
        throw new UnsupportedOperationException(unit.getPersistenceUnitName());
    }

    @Override
    public boolean generateSchema(String unit, Map settings) {
        throw new UnsupportedOperationException(unit);
    }

    @Override
    public ProviderUtil getProviderUtil() {
        return real.getProviderUtil();
    }

    @Override
    public void close() {
        PersistenceProviderResolverHolder.setPersistenceProviderResolver(before);
    }
}
