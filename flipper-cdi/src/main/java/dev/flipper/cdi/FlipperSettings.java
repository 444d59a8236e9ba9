package dev.flipper.cdi;

import dev.flipper.FlagNames;
import dev.flipper.store.FeatureFlagStore;
import dev.flipper.store.FeatureFlagStoreProvider;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigValue;
import org.jspecify.annotations.Nullable;

/** The settings of the client, read from MicroProfile Config and judged at deployment. */
final class FlipperSettings {

    private static final String PREFIX = "flipper.";
    private static final String STORE = PREFIX + "store";
    private static final String FLAGS = PREFIX + "flags.";
    private static final String DEFAULT_STORE = "memory";

    private final Config config;
    private final String store;
    private final Map<String, FeatureFlagStoreProvider> providers = new TreeMap<>();
    private final Map<String, Boolean> flags = new TreeMap<>();

    FlipperSettings(Config config, DeploymentProblems problems) {
        this.config = config;
        this.store = config.getOptionalValue(STORE, String.class).orElse(DEFAULT_STORE);
        ServiceLoader.load(FeatureFlagStoreProvider.class, FeatureFlagStoreProvider.class.getClassLoader())
                .forEach(provider -> providers.put(provider.name(), provider));
        if (!providers.containsKey(store)) {
            problems.add(Messages.unknownStore(STORE, store, source(STORE), String.join(", ", providers.keySet())));
        }
        readFlags(problems);
    }

    private void readFlags(DeploymentProblems problems) {
        for (String key : config.getPropertyNames()) {
            String value = key.startsWith(FLAGS) ? config.getConfigValue(key).getValue() : null;
            // From an environment variable a configuration may guess names that nobody has set.
            if (value != null) {
                readFlag(key, value, problems);
            }
        }
    }

    private void readFlag(String key, String value, DeploymentProblems problems) {
        String flag = unquoted(key.substring(FLAGS.length()));
        String wrongName = wrongName(flag);
        if (wrongName != null) {
            problems.add(Messages.wrongFlagName(key, source(key), wrongName));
        } else if (flag.startsWith("\"") || flag.endsWith("\"")) {
            problems.add(Messages.unbalancedQuotes(key, value, source(key)));
        } else if ("true".equals(value) || "false".equals(value)) {
            flags.put(flag, Boolean.valueOf(value));
        } else {
            problems.add(Messages.flagSetting(key, value, source(key)));
        }
    }

    private static @Nullable String wrongName(String flag) {
        try {
            FlagNames.requireValid(flag);
            return null;
        } catch (IllegalArgumentException e) {
            return e.getMessage();
        }
    }

    /** Quotes are allowed, as MicroProfile's own keys have them around names that contain dots. */
    private static String unquoted(String name) {
        boolean quoted = name.length() >= 2 && name.startsWith("\"") && name.endsWith("\"");
        return quoted ? name.substring(1, name.length() - 1) : name;
    }

    private String source(String key) {
        ConfigValue value = config.getConfigValue(key);
        return value.getSourceName() == null ? "the defaults" : value.getSourceName();
    }

    String store() {
        return store;
    }

    /** The flags to be created where they are absent. */
    Map<String, Boolean> flags() {
        return flags;
    }

    FeatureFlagStore openStore() {
        FeatureFlagStoreProvider provider = providers.get(store);
        if (provider == null) {
            throw new IllegalStateException("The deployment should have failed: there is no store '" + store + "'");
        }
        return provider.open(key -> config.getOptionalValue(PREFIX + key, String.class));
    }
}
