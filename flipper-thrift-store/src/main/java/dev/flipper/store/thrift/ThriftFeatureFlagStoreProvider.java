package dev.flipper.store.thrift;

import dev.flipper.setting.Setting;
import dev.flipper.store.FeatureFlagStore;
import dev.flipper.store.FeatureFlagStoreProvider;
import dev.flipper.store.StoreSettings;
import java.util.List;
import java.util.function.Consumer;

/** Makes the store of {@code flipper.store=thrift}. The service need not be there yet. */
public final class ThriftFeatureFlagStoreProvider implements FeatureFlagStoreProvider {

    /** Creates the provider; called by {@link java.util.ServiceLoader}. */
    public ThriftFeatureFlagStoreProvider() {}

    @Override
    public String name() {
        return "thrift";
    }

    @Override
    public List<Setting<?>> settings() {
        return ThriftSettings.ALL;
    }

    @Override
    public FeatureFlagStore open(StoreSettings settings) {
        return builder(settings).build();
    }

    ThriftFeatureFlagStoreBuilder builder(StoreSettings settings) {
        ThriftFeatureFlagStoreBuilder builder = ThriftFeatureFlagStore.builder(
                        settings.get(ThriftSettings.HOST).orElseThrow(),
                        settings.get(ThriftSettings.PORT).orElse(ServiceAddress.DEFAULT_PORT))
                .threadFactory(settings.threadFactory("flipper-thrift"));
        set(settings, ThriftSettings.CONNECT_TIMEOUT, builder::connectTimeout);
        set(settings, ThriftSettings.TIMEOUT, builder::timeout);
        set(settings, ThriftSettings.POOL_MAX_SIZE, builder::poolSize);
        set(settings, ThriftSettings.POOL_MAX_WAIT, builder::poolWait);
        set(settings, ThriftSettings.POLL_INTERVAL, builder::pollInterval);
        set(settings, ThriftSettings.MAX_MESSAGE_SIZE, builder::maxMessageSize);
        return builder;
    }

    private static <T> void set(StoreSettings settings, Setting<T> setting, Consumer<T> setter) {
        settings.get(setting).ifPresent(setter);
    }
}
