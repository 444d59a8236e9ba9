package dev.flipper.store.consul;

import dev.flipper.setting.Setting;
import dev.flipper.store.FeatureFlagStore;
import dev.flipper.store.FeatureFlagStoreProvider;
import dev.flipper.store.StoreSettings;
import java.util.List;

/** Makes the store of {@code flipper.store=consul}. Consul need not be there yet. */
public final class ConsulFeatureFlagStoreProvider implements FeatureFlagStoreProvider {

    /** Creates the provider; called by {@link java.util.ServiceLoader}. */
    public ConsulFeatureFlagStoreProvider() {}

    @Override
    public String name() {
        return "consul";
    }

    @Override
    public List<Setting<?>> settings() {
        return ConsulSettings.ALL;
    }

    @Override
    public FeatureFlagStore open(StoreSettings settings) {
        return ConsulSetup.of(settings)
                .builder()
                .threadFactory(settings.threadFactory("flipper-consul"))
                .build();
    }
}
