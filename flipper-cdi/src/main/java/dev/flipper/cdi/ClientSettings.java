package dev.flipper.cdi;

import dev.flipper.setting.Setting;
import dev.flipper.setting.Settings;
import dev.flipper.store.FeatureFlagStoreProvider;
import jakarta.enterprise.inject.spi.Bean;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The settings of one client, read from MicroProfile Config and judged at deployment. Nothing is opened here. */
final class ClientSettings {

    /** Always there; a copy of it in the same memory would make it no faster. */
    private static final String MEMORY = "memory";

    private static final Setting<String> STORE = Setting.text("store");
    private static final Setting<String> REPLICAS = Setting.text("replicas");

    private final ClientKeys keys;
    private final StoreProviders providers;
    private final DeploymentProblems problems;
    private final SettingReader reader;
    private final @Nullable Bean<?> bean;
    private final String store;
    private final @Nullable ConfiguredStore primary;
    private final List<ConfiguredStore> replicas = new ArrayList<>();
    private final LocalSettings local;
    private final DeclaredSettings joiningSettings;
    private final Map<String, Boolean> flags;

    /**
     * Reads and judges.
     *
     * @param joining what the parts declare that join in with the client
     * @param bean the application's own store, or null if the settings choose it
     * @param beanName where that one comes from
     */
    ClientSettings(
            ClientKeys keys,
            StoreProviders providers,
            List<Setting<?>> joining,
            @Nullable Bean<?> bean,
            String beanName,
            DeploymentProblems problems) {
        this.keys = keys;
        this.providers = providers;
        this.problems = problems;
        this.bean = bean;
        this.reader = new SettingReader(keys, problems);
        if (bean == null) {
            store = reader.read(STORE).map(String::trim).orElse(MEMORY);
            primary = configured(STORE, store);
            local = LocalSettings.read(keys, reader, store.equals(MEMORY));
            readReplicas(Set.of(store));
        } else {
            store = beanName;
            primary = null;
            local = LocalSettings.readOfBean(keys, reader);
            readReplicas(Set.of());
            warnOfStore();
        }
        joining.forEach(setting -> reader.require(setting, "a part that joins in with"));
        joiningSettings = new DeclaredSettings("A part that joins in", joining, reader);
        flags = DeclaredFlags.read(keys, problems);
    }

    /** The keys of a client apart from those of stores and flags. */
    static List<String> ownKeys() {
        return Stream.concat(Stream.of(STORE.key(), REPLICAS.key()), LocalSettings.keys().stream())
                .toList();
    }

    private @Nullable ConfiguredStore configured(Setting<String> setting, String name) {
        FeatureFlagStoreProvider provider = providers.find(name);
        if (provider == null) {
            String text = keys.value(setting.key());
            problems.add(SettingsMessages.unknownStore(
                    keys.full(setting.key()),
                    // An address in the wrong place may have a password.
                    setting.shown(text == null ? name : text),
                    keys.source(setting.key()),
                    setting.shown(name),
                    providers.names(),
                    providers.advice(name)));
            return null;
        }
        return new ConfiguredStore(provider, providers.settings(name), reader);
    }

    private void readReplicas(Set<String> taken) {
        String text = reader.read(REPLICAS).orElse("");
        Set<String> kinds = new HashSet<>(taken);
        for (String kind : Stream.of(text.split(",", -1)).map(String::trim).toList()) {
            if (kind.isEmpty()) {
                // A comma at the end hurts nobody.
                continue;
            }
            if (kinds.add(kind)) {
                ConfiguredStore replica = configured(REPLICAS, kind);
                if (replica != null) {
                    replicas.add(replica);
                }
            } else {
                problems.add(SettingsMessages.sameKindTwice(
                        keys.full(REPLICAS.key()), text, keys.source(REPLICAS.key()), kind));
            }
        }
    }

    private void warnOfStore() {
        if (keys.value(STORE.key()) != null) {
            SettingsMessages.beanWins(keys.full(STORE.key()), keys.source(STORE.key()), store);
        }
    }

    /** The store in words. */
    String describe() {
        return "'" + store + "', local: " + local;
    }

    String client() {
        return keys.client();
    }

    /** The application's own store, or null. */
    @Nullable
    Bean<?> bean() {
        return bean;
    }

    /** What the settings choose, or null where the store is a bean. */
    @Nullable
    ConfiguredStore primary() {
        return primary;
    }

    List<ConfiguredStore> replicas() {
        return replicas;
    }

    LocalSettings local() {
        return local;
    }

    /** For the parts that join in with the client. */
    Settings joining() {
        return joiningSettings;
    }

    /** The flags to be created where they are absent. */
    Map<String, Boolean> flags() {
        return flags;
    }
}
