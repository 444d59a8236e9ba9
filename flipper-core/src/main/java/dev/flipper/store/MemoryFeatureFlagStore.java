package dev.flipper.store;

import dev.flipper.Subscription;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Keeps flags in the memory of this process: for tests, for development, and where flags are declared at each start.
 * Reading takes no lock, does no I/O and allocates nothing. Several clients may share one store; each is told of the
 * changes that the others make. Nothing is lost under concurrent changes.
 */
public final class MemoryFeatureFlagStore implements FeatureFlagStore {

    private static final Logger LOGGER = System.getLogger(MemoryFeatureFlagStore.class.getName());

    private final FlagSlots slots = new FlagSlots();
    private final List<Registration> registrations = new CopyOnWriteArrayList<>();

    /** Compared by identity, so that a listener that is registered twice is removed once for each closing. */
    private static final class Registration {

        final StoreListener listener;

        Registration(StoreListener listener) {
            this.listener = listener;
        }
    }

    /** Creates a store without flags. */
    public MemoryFeatureFlagStore() {}

    @Override
    public @Nullable FlagDefinition get(String name) {
        return slots.get(name);
    }

    @Override
    public @Nullable FlagSlot slot(String name, int hash) {
        return slots.slot(name, hash);
    }

    @Override
    public Supplier<@Nullable FlagDefinition> reader(String name) {
        return slots.reader(Objects.requireNonNull(name, "name"));
    }

    @Override
    public boolean create(FlagDefinition definition) {
        boolean created = slots.create(definition);
        if (created) {
            notifyChange(definition.name(), new Change(null, definition));
        }
        return created;
    }

    @Override
    public @Nullable Change update(String name, UnaryOperator<FlagDefinition> change) {
        Change done = slots.update(name, change);
        if (done != null && !Objects.equals(done.before(), done.after())) {
            notifyChange(name, done);
        }
        return done;
    }

    @Override
    public @Nullable Change delete(String name) {
        Change done = slots.delete(name);
        if (done != null) {
            notifyChange(name, done);
        }
        return done;
    }

    @Override
    public void forEach(FlagVisitor visitor) {
        slots.forEach(visitor::flag);
    }

    @Override
    public Optional<Subscription> subscribe(StoreListener listener) {
        Registration registration = new Registration(Objects.requireNonNull(listener, "listener"));
        registrations.add(registration);
        guarded(listener::connected);
        return Optional.of(() -> registrations.remove(registration));
    }

    private void notifyChange(String flag, Change change) {
        registrations.forEach(registration -> guarded(() -> registration.listener.changed(flag, change)));
    }

    private static void guarded(Runnable notification) {
        try {
            notification.run();
        } catch (Throwable e) {
            // Errors too: what has been changed stands, and its caller and the other listeners can't help it.
            LOGGER.log(Level.ERROR, "A listener to the store failed", e);
        }
    }

    /** Has no effect: the flags stay readable for as long as somebody holds the store. */
    @Override
    public void close() {}
}
