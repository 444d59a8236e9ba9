package dev.flipper.cdi;

import dev.flipper.setting.Setting;
import dev.flipper.store.FeatureFlagStore;
import dev.flipper.store.FeatureFlagStoreProvider;
import dev.flipper.store.StoreSettings;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;
import java.util.function.Function;

/** A store that settings choose: its kind, and the settings that it is made of. */
final class ConfiguredStore {

    private final FeatureFlagStoreProvider provider;
    private final DeclaredSettings settings;

    /** Judges all settings of the store. */
    ConfiguredStore(FeatureFlagStoreProvider provider, List<Setting<?>> declared, SettingReader reader) {
        this.provider = provider;
        this.settings = new DeclaredSettings(provider.getClass().getName(), declared, reader);
        declared.forEach(setting -> reader.require(setting, "the store '" + provider.name() + "' of"));
    }

    FeatureFlagStore open(Function<String, ThreadFactory> threads) {
        return provider.open(new StoreSettings() {
            @Override
            public <T> Optional<T> get(Setting<T> setting) {
                return settings.get(setting);
            }

            @Override
            public ThreadFactory threadFactory(String name) {
                return threads.apply(name);
            }
        });
    }
}
