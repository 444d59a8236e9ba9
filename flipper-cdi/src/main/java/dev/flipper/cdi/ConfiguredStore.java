package dev.flipper.cdi;

import dev.flipper.store.FeatureFlagStore;
import dev.flipper.store.FeatureFlagStoreProvider;
import dev.flipper.store.StoreSetting;
import dev.flipper.store.StoreSettings;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;
import java.util.function.Function;

/** A store that settings choose: its kind, and the settings that it is made of. */
final class ConfiguredStore {

    private final FeatureFlagStoreProvider provider;
    private final List<StoreSetting<?>> declared;
    private final SettingReader reader;

    /** Judges all settings of the store. */
    ConfiguredStore(FeatureFlagStoreProvider provider, List<StoreSetting<?>> declared, SettingReader reader) {
        this.provider = provider;
        this.declared = declared;
        this.reader = reader;
        declared.forEach(setting -> reader.require(setting, provider.name()));
    }

    FeatureFlagStore open(Function<String, ThreadFactory> threads) {
        return provider.open(new StoreSettings() {
            @Override
            public <T> Optional<T> get(StoreSetting<T> setting) {
                if (declared.stream().noneMatch(known -> known.key().equals(setting.key()))) {
                    throw new IllegalArgumentException(
                            provider.getClass().getName() + " does not declare its setting " + setting);
                }
                return reader.value(setting);
            }

            @Override
            public ThreadFactory threadFactory(String name) {
                return threads.apply(name);
            }
        });
    }
}
