package dev.flipper.cdi;

import dev.flipper.FeatureFlagClient;
import jakarta.enterprise.inject.spi.BeanManager;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.eclipse.microprofile.config.Config;

/** The clients of an application, the default one and those that settings name. Thread-safe. */
final class Clients {

    private final Map<String, ApplicationClient> byName;

    private Clients(Map<String, ApplicationClient> byName) {
        this.byName = byName;
    }

    /** Reads what the settings say, and whether it can be; opens nothing. */
    static Clients configured(
            Config config, DiscoveredBeans beans, ContainerContext container, DeploymentProblems problems) {
        Map<String, ApplicationClient> byName = new TreeMap<>();
        byName.put(
                FlipperClient.DEFAULT,
                new ApplicationClient(FlipperClient.DEFAULT, new FlipperSettings(config, problems), beans, container));
        return new Clients(byName);
    }

    Set<String> names() {
        return byName.keySet();
    }

    /** Opens the client if nobody has asked for it yet. */
    FeatureFlagClient get(String name, BeanManager beanManager) {
        ApplicationClient client = byName.get(name);
        if (client == null) {
            throw new IllegalStateException("The deployment should have failed: there is no client '" + name + "'");
        }
        return client.get(beanManager);
    }

    void open(BeanManager beanManager) {
        byName.values().forEach(client -> client.get(beanManager));
    }

    void close() {
        byName.values().forEach(ApplicationClient::close);
    }
}
