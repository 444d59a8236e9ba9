package dev.flipper.store.jpa;

import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.PersistenceException;
import jakarta.persistence.spi.PersistenceProvider;
import jakarta.persistence.spi.PersistenceProviderResolverHolder;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Makes entity managers. Their factory is made when the database is there for the first time, and by one thread, for
 * which the others wait, but not longer than they would for the database. Thread-safe.
 */
final class FlagPersistence implements AutoCloseable {

    private final FlagPersistenceUnit unit;
    private final TableSetup setup;
    private final Duration timeout;
    private final ReentrantLock making = new ReentrantLock();
    private volatile @Nullable EntityManagerFactory factory;
    private volatile boolean closed;

    FlagPersistence(FlagPersistenceUnit unit, TableSetup setup, Duration timeout) {
        this.unit = unit;
        this.setup = setup;
        this.timeout = timeout;
    }

    /** Gives a new entity manager. To be called outside of the caller's transaction until one has been given. */
    EntityManager open() {
        EntityManagerFactory made = factory;
        if (made != null && setup.isDone()) {
            return made.createEntityManager();
        }
        return prepared().createEntityManager();
    }

    /** Makes what there is to be made before entity managers can be. */
    void prepare() {
        if (factory == null || !setup.isDone()) {
            prepared();
        }
    }

    private EntityManagerFactory prepared() {
        requireTurn();
        try {
            requireOpen();
            setup.ensure();
            EntityManagerFactory made = factory == null ? make() : factory;
            factory = made;
            requireOpen();
            return made;
        } catch (SQLException e) {
            throw new PersistenceException(e);
        } finally {
            making.unlock();
        }
    }

    /** Once more when the factory is made: who closes the store meanwhile has not seen it. */
    private void requireOpen() {
        if (closed) {
            closeFactory();
            throw new PersistenceException("the store is closed");
        }
    }

    private void requireTurn() {
        try {
            if (!making.tryLock(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new PersistenceException("the database has not been reached yet; another thread still tries it");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PersistenceException("interrupted while another thread tries to reach the database", e);
        }
    }

    private EntityManagerFactory make() {
        List<PersistenceProvider> providers = PersistenceProviderResolverHolder.getPersistenceProviderResolver()
                .getPersistenceProviders();
        EntityManagerFactory made = providers.stream()
                .filter(unit::isFor)
                .map(provider -> provider.createContainerEntityManagerFactory(unit, Map.of()))
                .filter(Objects::nonNull)
                .findFirst()
                .orElseThrow(() -> new PersistenceException(
                        "there is no provider of Jakarta Persistence: add one, as org.hibernate.orm:hibernate-core"));
        // EclipseLink looks at the database now, and not at every factory that was made while that was away.
        return checked(made);
    }

    private static EntityManagerFactory checked(EntityManagerFactory made) {
        try {
            made.createEntityManager().close();
            return made;
        } catch (RuntimeException | Error e) {
            made.close();
            throw e;
        }
    }

    /** Later calls fail. */
    @Override
    public void close() {
        closed = true;
        closeFactory();
    }

    private synchronized void closeFactory() {
        EntityManagerFactory made = factory;
        if (made != null && made.isOpen()) {
            made.close();
        }
    }
}
