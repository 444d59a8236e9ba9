package dev.flipper.store;

/** Makes the store of {@code flipper.store=memory}, which has no settings. */
public final class MemoryFeatureFlagStoreProvider implements FeatureFlagStoreProvider {

    /** Creates the provider; called by {@link java.util.ServiceLoader}. */
    public MemoryFeatureFlagStoreProvider() {}

    @Override
    public String name() {
        return "memory";
    }

    @Override
    public FeatureFlagStore open(StoreSettings settings) {
        return new MemoryFeatureFlagStore();
    }
}
