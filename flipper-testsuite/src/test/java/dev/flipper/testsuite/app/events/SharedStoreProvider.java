package dev.flipper.testsuite.app.events;

import dev.flipper.store.FeatureFlagStore;
import dev.flipper.store.FeatureFlagStoreProvider;
import dev.flipper.store.MemoryFeatureFlagStore;
import dev.flipper.store.StoreSettings;

/** A store that others write to as well. */
public class SharedStoreProvider implements FeatureFlagStoreProvider {

    /** Static because the service loader makes the provider; it goes with the application's class loader. */
    static final MemoryFeatureFlagStore STORE = new MemoryFeatureFlagStore();

    @Override
    public String name() {
        return "shared";
    }

    @Override
    public FeatureFlagStore open(StoreSettings settings) {
        return STORE;
    }
}
