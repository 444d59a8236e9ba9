package dev.flipper.store.jpa;

import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.PersistenceException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Makes entity managers. Their factory is made when the database is there for the first time, by one thread, for which
 * the others wait. Thread-safe.
 */
final class FlagPersistence implements AutoCloseable {

    private final FlagPersistenceUnit unit;
    private final TableSetup setup;
    private final Duration timeout;
    private final AtomicReference<@Nullable SharedStart<EntityManagerFactory>> running = new AtomicReference<>();
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
        SharedStart<EntityManagerFactory> mine = new SharedStart<>();
        SharedStart<EntityManagerFactory> others = running.compareAndExchange(null, mine);
        if (others != null) {
            return others.await(timeout);
        }
        return mine.make(() -> start(mine));
    }

    private EntityManagerFactory start(SharedStart<EntityManagerFactory> start) {
        try {
            requireOpen();
            setup.ensure();
            EntityManagerFactory made = factory;
            if (made == null) {
                DatabaseProduct product = unit.product();
                start.reached();
                made = unit.start(product);
                factory = made;
            }
            requireOpen();
            return made;
        } catch (SQLException e) {
            throw new PersistenceException(e);
        } finally {
            // Before others hear of it, who may want to try it again.
            running.set(null);
        }
    }

    /** Once more when the factory is made: who closes the store meanwhile has not seen it. */
    private void requireOpen() {
        if (closed) {
            closeFactory();
            throw new PersistenceException("the store is closed");
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
