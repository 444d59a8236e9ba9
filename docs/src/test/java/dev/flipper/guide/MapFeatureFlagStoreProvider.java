package dev.flipper.guide;

import dev.flipper.setting.Setting;
import dev.flipper.store.FeatureFlagStore;
import dev.flipper.store.FeatureFlagStoreProvider;
import dev.flipper.store.StoreSettings;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** The provider of docs/configuration.md. */
public final class MapFeatureFlagStoreProvider implements FeatureFlagStoreProvider {

    private static final Map<String, ConcurrentMap<String, String>> GRID = new ConcurrentHashMap<>();
    private static final Setting<String> NAME = Setting.text("map.name").required();

    @Override
    public String name() {
        return "map";
    }

    @Override
    public List<Setting<?>> settings() {
        return List.of(NAME);
    }

    @Override
    public FeatureFlagStore open(StoreSettings settings) {
        String name = settings.get(NAME).orElseThrow();
        return new MapFeatureFlagStore(GRID.computeIfAbsent(name, unknown -> new ConcurrentHashMap<>()));
    }
}
