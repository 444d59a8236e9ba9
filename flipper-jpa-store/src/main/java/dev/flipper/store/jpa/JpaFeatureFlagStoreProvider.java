package dev.flipper.store.jpa;

import dev.flipper.setting.Setting;
import dev.flipper.store.FeatureFlagStore;
import dev.flipper.store.FeatureFlagStoreProvider;
import dev.flipper.store.StoreSettings;
import java.util.List;

/** Makes the store of {@code flipper.store=jpa}. The database, or the server's data source, need not be there yet. */
public final class JpaFeatureFlagStoreProvider implements FeatureFlagStoreProvider {

    /** Creates the provider; called by {@link java.util.ServiceLoader}. */
    public JpaFeatureFlagStoreProvider() {}

    @Override
    public String name() {
        return "jpa";
    }

    @Override
    public List<Setting<?>> settings() {
        return JpaSettings.ALL;
    }

    @Override
    public FeatureFlagStore open(StoreSettings settings) {
        return JpaSetup.of(settings)
                .builder()
                .threadFactory(settings.threadFactory("flipper-jpa"))
                .build();
    }
}
