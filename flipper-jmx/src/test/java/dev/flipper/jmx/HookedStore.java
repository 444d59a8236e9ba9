package dev.flipper.jmx;

import dev.flipper.Subscription;
import dev.flipper.store.Change;
import dev.flipper.store.FeatureFlagStore;
import dev.flipper.store.FlagDefinition;
import dev.flipper.store.FlagVisitor;
import dev.flipper.store.StoreListener;
import dev.flipper.store.StoreStatus;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** A store in which a test takes part. */
final class HookedStore implements FeatureFlagStore {

    private final FeatureFlagStore store;
    /** Runs before each reading, with the flag's name. */
    volatile Consumer<String> beforeGet = name -> {};
    /** Runs when the flags have been listed, before the listing returns. */
    volatile Runnable afterListing = () -> {};
    /** Tells of nothing, and what is removed could not be read. */
    volatile boolean unreadable;

    /** In place of what it would say itself. */
    volatile StoreStatus status;

    HookedStore(FeatureFlagStore store) {
        this.store = store;
    }

    @Override
    public FlagDefinition get(String name) {
        beforeGet.accept(name);
        return store.get(name);
    }

    @Override
    public boolean create(FlagDefinition definition) {
        return store.create(definition);
    }

    @Override
    public Change update(String name, UnaryOperator<FlagDefinition> change) {
        return store.update(name, change);
    }

    @Override
    public Change delete(String name) {
        Change removed = store.delete(name);
        return unreadable && removed != null ? new Change(null, null) : removed;
    }

    @Override
    public void forEach(FlagVisitor visitor) {
        store.forEach(visitor);
        afterListing.run();
    }

    @Override
    public Optional<Subscription> subscribe(StoreListener listener) {
        return unreadable ? Optional.empty() : store.subscribe(listener);
    }

    @Override
    public StoreStatus status() {
        return status == null ? FeatureFlagStore.super.status() : status;
    }

    @Override
    public void close() {
        store.close();
    }
}
