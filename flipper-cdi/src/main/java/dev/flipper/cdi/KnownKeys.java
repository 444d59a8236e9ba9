package dev.flipper.cdi;

import dev.flipper.setting.Setting;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The keys that mean something, without the prefix of a client; and what is written beside them. */
final class KnownKeys {

    private static final List<String> GROUPS = List.of("flags", "client");

    private final FlipperConfig config;
    private final StoreProviders providers;
    private final Set<String> keys;

    KnownKeys(FlipperConfig config, StoreProviders providers, List<Setting<?>> joining) {
        this.config = config;
        this.providers = providers;
        this.keys = new TreeSet<>(providers.keys());
        keys.addAll(ClientSettings.ownKeys());
        joining.forEach(setting -> keys.add(setting.key()));
    }

    Set<String> keys() {
        return keys;
    }

    /** Keys that mean nothing are most likely misspelt. */
    void warnOfOthers(Collection<String> clients) {
        for (String client : clients) {
            ClientKeys clientKeys = new ClientKeys(config, client);
            for (String key : clientKeys.written()) {
                if (!keys.contains(key) && !key.startsWith(DeclaredFlags.PREFIX)) {
                    String nearest = nearest(key);
                    String advice = nearest == null ? absentPart(key) : meant(clientKeys.full(nearest));
                    SettingsMessages.unknownKey(clientKeys.full(key), clientKeys.source(key), advice);
                }
            }
        }
        warnOfVariables(clients);
    }

    private @Nullable String nearest(String key) {
        int dot = key.indexOf('.');
        String group = dot < 0 ? null : Nearest.of(key.substring(0, dot), GROUPS);
        return group == null ? Nearest.of(key, keys) : group + key.substring(dot);
    }

    private static String meant(String name) {
        return "; did you mean " + name + "?";
    }

    private String absentPart(String key) {
        int dot = key.indexOf('.');
        String store = dot < 0 ? "" : key.substring(0, dot);
        if (store.equals("jmx") && keys.stream().noneMatch(known -> known.startsWith("jmx."))) {
            return ": flipper-jmx is not on the class path. Add the artifact dev.flipper:flipper-jmx.";
        }
        return StoreProviders.isArtifact(store) && providers.find(store) == null
                ? ": the store '" + store + "' is not on the class path. "
                        + providers.advice(store).trim()
                : "";
    }

    /**
     * Variables may be somebody else's, as those that Kubernetes makes of a service's name; only near ones are told.
     */
    private void warnOfVariables(Collection<String> clients) {
        Set<String> known = new HashSet<>();
        clients.forEach(client -> keys.forEach(key -> known.add(variable(client, key))));
        for (String variable : config.variables()) {
            for (String client : clients) {
                String prefix = variable(client, "");
                String nearest = !variable.startsWith(prefix) || known.contains(variable)
                        ? null
                        : Nearest.of(variable.substring(prefix.length()), variables());
                if (nearest != null) {
                    SettingsMessages.unknownKey(variable, "the environment", meant(prefix + nearest));
                    break;
                }
            }
        }
    }

    private Set<String> variables() {
        Set<String> names = new TreeSet<>();
        keys.forEach(key -> names.add(FlipperConfig.variable(key)));
        return names;
    }

    private String variable(String client, String key) {
        return FlipperConfig.variable(new ClientKeys(config, client).full(key));
    }
}
