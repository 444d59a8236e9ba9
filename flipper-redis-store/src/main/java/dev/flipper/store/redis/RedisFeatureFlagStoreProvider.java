package dev.flipper.store.redis;

import dev.flipper.setting.Setting;
import dev.flipper.store.FeatureFlagStore;
import dev.flipper.store.FeatureFlagStoreProvider;
import dev.flipper.store.StoreSettings;
import java.util.List;

/** Makes the store of {@code flipper.store=redis}. Redis need not be there yet. */
public final class RedisFeatureFlagStoreProvider implements FeatureFlagStoreProvider {

    /** Creates the provider; called by {@link java.util.ServiceLoader}. */
    public RedisFeatureFlagStoreProvider() {}

    @Override
    public String name() {
        return "redis";
    }

    @Override
    public List<Setting<?>> settings() {
        return RedisSettings.ALL;
    }

    @Override
    public FeatureFlagStore open(StoreSettings settings) {
        RedisSetup setup = RedisSetup.of(settings);
        RedisFeatureFlagStoreBuilder builder = new RedisFeatureFlagStoreBuilder(RedisClients.servers(setup))
                .timeout(setup.timeout())
                .threadFactory(settings.threadFactory("flipper-redis"));
        setup.baseKey().ifPresent(builder::baseKey);
        setup.scanBatch().ifPresent(builder::scanBatchSize);
        setup.pollInterval().ifPresent(builder::pollInterval);
        return builder.build();
    }
}
