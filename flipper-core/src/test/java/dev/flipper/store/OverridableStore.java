package dev.flipper.store;

import dev.flipper.Subscription;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Leaves everything to another store, so that a test overrides what it is about. */
class OverridableStore implements FeatureFlagStore {

    private final FeatureFlagStore store;

    OverridableStore(FeatureFlagStore store) {
        this.store = store;
    }

    @Override
    public FlagDefinition get(String name) {
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
        return store.delete(name);
    }

    @Override
    public void forEach(FlagVisitor visitor) {
        store.forEach(visitor);
    }

    @Override
    public Optional<Subscription> subscribe(StoreListener listener) {
        return store.subscribe(listener);
    }

    @Override
    public void close() {
        store.close();
    }
}
