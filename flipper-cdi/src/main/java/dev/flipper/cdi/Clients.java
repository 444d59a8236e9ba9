package dev.flipper.cdi;

import dev.flipper.FeatureFlagClient;
import dev.flipper.setting.Setting;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The clients of an application, the default one and those that settings name. Thread-safe. */
final class Clients {

    private final Map<String, ApplicationClient> byName;

    private Clients(Map<String, ApplicationClient> byName) {
        this.byName = byName;
    }

    /**
     * Reads what the settings say, and whether it can be; opens nothing.
     *
     * @param used the names by which the application asks for clients
     */
    static Clients configured(
            FlipperConfig config,
            DiscoveredBeans beans,
            Set<String> used,
            ContainerContext container,
            DeploymentProblems problems) {
        config.checkExpressions(problems);
        StoreProviders providers = StoreProviders.load(problems);
        List<Setting<?>> joining = JoiningSettings.load();
        StoreBeans storeBeans = new StoreBeans(beans);
        KnownKeys known = new KnownKeys(config, providers, joining);
        Map<String, ApplicationClient> byName = new TreeMap<>();
        for (String name : new ClientNames(config, known, problems).find(used, storeBeans.clients())) {
            ClientKeys keys = new ClientKeys(config, name);
            Bean<?> bean = storeBeans.find(name, problems);
            String beanName = bean == null ? "" : storeBeans.describe(bean);
            ClientSettings settings = new ClientSettings(keys, providers, joining, bean, beanName, problems);
            byName.put(name, new ApplicationClient(settings, beans, container));
        }
        known.warnOfOthers(byName.keySet());
        return new Clients(byName);
    }

    Set<String> names() {
        return byName.keySet();
    }

    /** Judges the name of a client that is used somewhere. */
    void check(String name, String place, DeploymentProblems problems) {
        if (!byName.containsKey(name)) {
            problems.add(SettingsMessages.unknownClient(place, name, Nearest.of(name, names())));
        }
    }

    /** Opens the client if nobody has asked for it yet. */
    FeatureFlagClient get(String name, BeanManager beanManager) {
        ApplicationClient client = byName.get(name);
        if (client == null) {
            throw new IllegalStateException("The deployment should have failed: there is no client '" + name + "'");
        }
        return client.get(beanManager);
    }

    /** Opens all, or none if one of them cannot be opened. */
    void open(BeanManager beanManager) {
        try {
            byName.values().forEach(client -> client.get(beanManager));
        } catch (Throwable e) {
            close();
            throw e;
        }
    }

    /** Closes those whose store is a bean, which is destroyed soon. */
    void closeOnBeans() {
        byName.values().stream().filter(ApplicationClient::isOnBean).forEach(ApplicationClient::close);
    }

    void close() {
        byName.values().forEach(ApplicationClient::close);
    }
}
