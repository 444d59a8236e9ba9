package dev.flipper.cdi;

import dev.flipper.FeatureFlagClient;
import dev.flipper.FeatureFlagClientBuilder;
import dev.flipper.event.FlagEvents;
import dev.flipper.store.FeatureFlagStore;
import dev.flipper.store.FlagDefinition;
import jakarta.enterprise.inject.spi.BeanManager;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One client of the application: opened when the application starts, or when it is first asked for, and closed once.
 */
final class ApplicationClient {

    private final String name;
    private final FlipperSettings settings;
    private final DiscoveredBeans beans;
    private final ContainerContext container;
    private volatile @Nullable FeatureFlagClient client;
    private @Nullable CdiEvents cdiEvents;
    private @Nullable ContextProviderBeans providers;

    ApplicationClient(String name, FlipperSettings settings, DiscoveredBeans beans, ContainerContext container) {
        this.name = name;
        this.settings = settings;
        this.beans = beans;
        this.container = container;
    }

    FeatureFlagClient get(BeanManager beanManager) {
        FeatureFlagClient opened = client;
        return opened != null ? opened : openOnce(beanManager);
    }

    private synchronized FeatureFlagClient openOnce(BeanManager beanManager) {
        FeatureFlagClient opened = client;
        if (opened == null) {
            opened = open(beanManager);
            client = opened;
        }
        return opened;
    }

    private FeatureFlagClient open(BeanManager beanManager) {
        // Whoever asks before the start is announced may be in a better place than the announcement.
        container.capture();
        FeatureFlagStore store = settings.openStore();
        // Before there is a client: these are settings taking effect, not changes that somebody made.
        settings.flags().forEach((flag, enabled) -> declare(store, flag, enabled));
        FlagEvents events = FlagEvents.create();
        cdiEvents = new CdiEvents(name, new Observers(name, beanManager, container), container);
        cdiEvents.follow(events);
        FeatureFlagClientBuilder builder = FeatureFlagClient.builder(store)
                .name(name)
                .application(ApplicationName.find())
                .events(events)
                .serializedAs(new ClientReference(name));
        providers = new ContextProviderBeans(name, beans, beanManager);
        providers.addTo(builder);
        FeatureFlagClient opened = builder.build();
        Messages.opened(opened.name(), settings.store(), settings.flags().size());
        return opened;
    }

    /** Has no effect where the flag exists: from its creation on the store decides. */
    private static void declare(FeatureFlagStore store, String flag, boolean enabled) {
        try {
            store.create(FlagDefinition.of(flag, enabled, Instant.now(), Map.of()));
        } catch (RuntimeException e) {
            Messages.flagNotDeclared(flag, e);
        }
    }

    synchronized void close() {
        // Kept when it is closed: a late check is still answered and opens no second one.
        if (cdiEvents != null) {
            cdiEvents.close();
        }
        if (client != null) {
            client.close();
        }
        if (providers != null) {
            providers.close();
        }
    }
}
