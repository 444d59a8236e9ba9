package dev.flipper.cdi;

import dev.flipper.setting.Setting;
import dev.flipper.store.FeatureFlagStoreProvider;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The kinds of stores that are on the class path. */
final class StoreProviders {

    /** Flipper's own kinds, each of which is an artifact; the memory store is always there. */
    private static final Set<String> ARTIFACTS = Set.of("jpa", "redis", "consul", "s3", "thrift");

    /** More than any application has; a loader that fails for ever must not keep the deployment busy for ever. */
    private static final int LIMIT = 1000;

    private final Map<String, FeatureFlagStoreProvider> byName = new TreeMap<>();
    private final Map<String, List<Setting<?>>> settings = new TreeMap<>();

    private StoreProviders() {}

    /** Those that lie beside Flipper, or in the application around it. */
    static StoreProviders load(DeploymentProblems problems) {
        return load(
                ServiceLoader.load(FeatureFlagStoreProvider.class, FeatureFlagStoreProvider.class.getClassLoader()),
                problems);
    }

    static StoreProviders load(Iterable<FeatureFlagStoreProvider> found, DeploymentProblems problems) {
        StoreProviders providers = new StoreProviders();
        Iterator<FeatureFlagStoreProvider> iterator = found.iterator();
        for (int i = 0; i < LIMIT && providers.addNext(iterator, problems); i++) {}
        return providers;
    }

    /** One that cannot be loaded is a problem; the others are found all the same. */
    private boolean addNext(Iterator<FeatureFlagStoreProvider> iterator, DeploymentProblems problems) {
        try {
            if (!iterator.hasNext()) {
                return false;
            }
            add(iterator.next(), problems);
        } catch (ServiceConfigurationError | LinkageError | RuntimeException e) {
            problems.add(SettingsMessages.brokenProvider(e));
        }
        return true;
    }

    private void add(FeatureFlagStoreProvider provider, DeploymentProblems problems) {
        String name = provider.name();
        List<Setting<?>> declared = List.copyOf(provider.settings());
        FeatureFlagStoreProvider other = byName.putIfAbsent(name, provider);
        if (other == null) {
            settings.put(name, declared);
        } else {
            problems.add(SettingsMessages.twoProviders(
                    name, other.getClass().getName(), provider.getClass().getName()));
        }
    }

    @Nullable
    FeatureFlagStoreProvider find(String name) {
        return byName.get(name);
    }

    /** What the provider of a name declares. */
    List<Setting<?>> settings(String name) {
        return settings.getOrDefault(name, List.of());
    }

    static boolean isArtifact(String name) {
        return ARTIFACTS.contains(name);
    }

    Set<String> names() {
        return byName.keySet();
    }

    /** The keys of all settings of all kinds, without the prefix of a client. */
    Set<String> keys() {
        Set<String> keys = new TreeSet<>();
        settings.values().forEach(declared -> declared.forEach(setting -> keys.add(setting.key())));
        return keys;
    }

    /** What can be done about a kind that is not there: a sentence with a space behind it, or nothing. */
    String advice(String wanted) {
        if (ARTIFACTS.contains(wanted)) {
            return "Add the artifact " + artifact(wanted) + ". ";
        }
        Set<String> choices = new TreeSet<>(ARTIFACTS);
        choices.addAll(names());
        String nearest = Nearest.of(wanted, choices);
        if (nearest == null) {
            return "";
        }
        String more = byName.containsKey(nearest) ? "" : ", with the artifact " + artifact(nearest);
        return "Did you mean '" + nearest + "'" + more + "? ";
    }

    private static String artifact(String store) {
        return "dev.flipper:flipper-" + store + "-store";
    }
}
