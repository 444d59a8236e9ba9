package dev.flipper.cdi;

import dev.flipper.setting.Setting;
import dev.flipper.store.FeatureFlagStore;
import dev.flipper.store.FeatureFlagStoreProvider;
import dev.flipper.store.MemoryFeatureFlagStore;
import dev.flipper.store.StoreSettings;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Has settings of all kinds, as a store over a network has. */
public final class StrictStoreProvider implements FeatureFlagStoreProvider {

    /** What has been opened; static because the service loader makes the provider. */
    static final List<MemoryFeatureFlagStore> STORES = new CopyOnWriteArrayList<>();

    static final List<String> SETTINGS = new CopyOnWriteArrayList<>();

    private static final Setting<URI> URI_SETTING = Setting.of(
                    "strict.uri", "an address as strict://host:4242", URI::create)
            .required();
    private static final Setting<Integer> PORT = Setting.integer("strict.port", 1, 65_535);
    private static final Setting<Duration> TIMEOUT =
            Setting.duration("strict.timeout", Duration.ofMillis(1), Duration.ofHours(1));
    private static final Setting<Boolean> CREATE = Setting.bool("strict.create");
    private static final Setting<String> BASE_KEY = Setting.text("strict.base-key");
    private static final Setting<Integer> PIN =
            Setting.integer("strict.pin", 1000, 9999).secret();

    @Override
    public String name() {
        return "strict";
    }

    @Override
    public List<Setting<?>> settings() {
        return List.of(URI_SETTING, PORT, TIMEOUT, CREATE, BASE_KEY, PIN);
    }

    @Override
    public FeatureFlagStore open(StoreSettings settings) {
        MemoryFeatureFlagStore store = new MemoryFeatureFlagStore();
        STORES.add(store);
        for (Setting<?> setting : settings()) {
            settings.get(setting).ifPresent(value -> SETTINGS.add(setting + "=" + value));
        }
        Thread thread = settings.threadFactory("strict-thread").newThread(() -> {});
        SETTINGS.add(thread.getName() + (thread.isDaemon() ? " (daemon)" : ""));
        return store;
    }
}
