package dev.flipper.store.s3;

import dev.flipper.setting.Setting;
import dev.flipper.store.FeatureFlagStore;
import dev.flipper.store.FeatureFlagStoreProvider;
import dev.flipper.store.StoreSettings;
import java.util.List;

/** Makes the store of {@code flipper.store=s3}. S3 need not be there yet. */
public final class S3FeatureFlagStoreProvider implements FeatureFlagStoreProvider {

    /** Creates the provider; called by {@link java.util.ServiceLoader}. */
    public S3FeatureFlagStoreProvider() {}

    @Override
    public String name() {
        return "s3";
    }

    @Override
    public List<Setting<?>> settings() {
        return S3Settings.ALL;
    }

    @Override
    public FeatureFlagStore open(StoreSettings settings) {
        return S3Setup.of(settings)
                .builder()
                .threadFactory(settings.threadFactory("flipper-s3"))
                .build();
    }
}
