package dev.flipper.store;

import dev.flipper.Subscription;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Keeps flags in the memory of this process: for tests, for development, and where flags are declared at each start.
 * Reading takes no lock, does no I/O and allocates nothing. Several clients may share one store; each is told of the
 * changes that the others make. Nothing is lost under concurrent changes.
 */
public final class MemoryFeatureFlagStore implements FeatureFlagStore {

    private final FlagSlots slots = new FlagSlots();
    private final StoreListeners listeners = new StoreListeners();

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
    public boolean create(FlagDefinition definition) {
        boolean created = slots.create(definition);
        if (created) {
            listeners.changed(definition.name(), new Change(null, definition));
        }
        return created;
    }

    @Override
    public @Nullable Change update(String name, UnaryOperator<FlagDefinition> change) {
        Change done = slots.update(name, change);
        if (done != null && !Objects.equals(done.before(), done.after())) {
            listeners.changed(name, done);
        }
        return done;
    }

    @Override
    public @Nullable Change delete(String name) {
        Change done = slots.delete(name);
        if (done != null) {
            listeners.changed(name, done);
        }
        return done;
    }

    @Override
    public void forEach(FlagVisitor visitor) {
        slots.forEach(visitor);
    }

    @Override
    public Optional<Subscription> subscribe(StoreListener listener) {
        return Optional.of(listeners.add(listener));
    }

    /** Tells that there is nothing that could be away. */
    @Override
    public StoreStatus status() {
        return new StoreStatus(StoreStatus.kind(getClass()), StoreStatus.State.CONNECTED, null, null);
    }

    /** Has no effect: the flags stay readable for as long as somebody holds the store. */
    @Override
    public void close() {}
}
