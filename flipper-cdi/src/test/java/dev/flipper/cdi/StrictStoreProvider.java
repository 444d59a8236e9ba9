package dev.flipper.cdi;

import dev.flipper.store.FeatureFlagStore;
import dev.flipper.store.FeatureFlagStoreProvider;
import dev.flipper.store.MemoryFeatureFlagStore;
import dev.flipper.store.StoreSetting;
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

    private static final StoreSetting<URI> URI_SETTING = StoreSetting.of(
                    "strict.uri", "an address as strict://host:4242", URI::create)
            .required();
    private static final StoreSetting<Integer> PORT = StoreSetting.integer("strict.port", 1, 65_535);
    private static final StoreSetting<Duration> TIMEOUT =
            StoreSetting.duration("strict.timeout", Duration.ofMillis(1), Duration.ofHours(1));
    private static final StoreSetting<Boolean> CREATE = StoreSetting.bool("strict.create");
    private static final StoreSetting<String> BASE_KEY = StoreSetting.text("strict.base-key");
    private static final StoreSetting<Integer> PIN =
            StoreSetting.integer("strict.pin", 1000, 9999).secret();

    @Override
    public String name() {
        return "strict";
    }

    @Override
    public List<StoreSetting<?>> settings() {
        return List.of(URI_SETTING, PORT, TIMEOUT, CREATE, BASE_KEY, PIN);
    }

    @Override
    public FeatureFlagStore open(StoreSettings settings) {
        MemoryFeatureFlagStore store = new MemoryFeatureFlagStore();
        STORES.add(store);
        for (StoreSetting<?> setting : settings()) {
            settings.get(setting).ifPresent(value -> SETTINGS.add(setting + "=" + value));
        }
        Thread thread = settings.threadFactory("strict-thread").newThread(() -> {});
        SETTINGS.add(thread.getName() + (thread.isDaemon() ? " (daemon)" : ""));
        return store;
    }
}
