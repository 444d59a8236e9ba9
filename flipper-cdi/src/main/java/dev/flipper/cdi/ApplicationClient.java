package dev.flipper.cdi;

import dev.flipper.FeatureFlagClient;
import dev.flipper.FeatureFlagClientBuilder;
import dev.flipper.event.FlagEvents;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.DeploymentException;
import java.time.Duration;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;

/**
 * One client of the application: opened when the application starts, or when it is first asked for, and closed once.
 */
final class ApplicationClient {

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);

    private final String name;
    private final ClientSettings settings;
    private final DiscoveredBeans beans;
    private final ContainerContext container;
    private volatile @Nullable FeatureFlagClient client;
    private Runnable release = () -> {};
    private boolean opening;
    private boolean closed;
    /** Not null once what the client is made of has asked for the client. */
    private @Nullable DeploymentException circle;

    ApplicationClient(ClientSettings settings, DiscoveredBeans beans, ContainerContext container) {
        this.name = settings.client();
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
            requireRightMoment();
            opened = openNow(beanManager);
            client = opened;
        }
        return opened;
    }

    private void requireRightMoment() {
        if (closed) {
            throw new IllegalStateException(SettingsMessages.tooLate(name));
        }
        if (opening) {
            DeploymentException asked = new DeploymentException(SettingsMessages.circle(name, settings.describe()));
            circle = asked;
            throw asked;
        }
    }

    private FeatureFlagClient openNow(BeanManager beanManager) {
        // Whoever asks before the start is announced may be in a better place than the announcement.
        container.capture();
        opening = true;
        try {
            FeatureFlagClient opened = open(beanManager);
            refuseCircle();
            SettingsMessages.opened(name, settings.describe(), settings.flags().size());
            return opened;
        } finally {
            opening = false;
            circle = null;
        }
    }

    /** Whoever asked was refused, and may have kept it to himself, as a store does that fails to be made. */
    private void refuseCircle() {
        DeploymentException asked = circle;
        if (asked != null) {
            releaseOnce();
            throw asked;
        }
    }

    private FeatureFlagClient open(BeanManager beanManager) {
        try {
            OpenStore store = new StoreAssembly(settings, beanManager, this::threads, this::refuseCircle).open();
            try {
                return open(store, beanManager);
            } catch (Throwable e) {
                store.closeAfter(e);
                throw e;
            }
        } catch (RuntimeException | LinkageError e) {
            refuseCircle();
            throw new DeploymentException(SettingsMessages.cannotOpen(name, settings.describe(), e), e);
        }
    }

    private FeatureFlagClient open(OpenStore store, BeanManager beanManager) {
        FlagDeclarer declarer = new FlagDeclarer(
                name, settings.flags(), store.store(), threads("flipper-declare-" + name), FIRST_PAUSE);
        CdiEvents observers = new CdiEvents(name, new Observers(name, beanManager, container), container);
        ContextProviderBeans providers = new ContextProviderBeans(name, beans, beanManager);
        try {
            // Before there is a client: these are settings taking effect, not changes that somebody made.
            declarer.start();
            FeatureFlagClient opened = client(store, observers, providers);
            release = () -> {
                observers.close();
                declarer.close();
                opened.close();
                providers.close();
                store.release().run();
            };
            return opened;
        } catch (Throwable e) {
            providers.close();
            declarer.close();
            throw e;
        }
    }

    private FeatureFlagClient client(OpenStore store, CdiEvents observers, ContextProviderBeans providers) {
        FlagEvents events = FlagEvents.create();
        observers.follow(events);
        FeatureFlagClientBuilder builder = FeatureFlagClient.builder(store.store())
                .name(name)
                .application(ApplicationName.find())
                .events(events)
                .settings(settings.joining())
                .threadFactory(threads("flipper-clock-" + name))
                .serializedAs(new ClientReference(name));
        providers.addTo(builder);
        return builder.build();
    }

    /** Where the threads of stores, mirror, replicas and clock come from. */
    private ThreadFactory threads(String thread) {
        return new ContainerThreads(thread, container);
    }

    /** Whether the store is a bean of the application, which lives no longer than its context. */
    boolean isOnBean() {
        return settings.bean() != null;
    }

    /** Closing twice has no effect. Afterwards nothing is opened any more: nobody would close it. */
    synchronized void close() {
        closed = true;
        releaseOnce();
    }

    /** The client itself is kept: a late check is still answered. */
    private void releaseOnce() {
        Runnable once = release;
        release = () -> {};
        once.run();
    }
}
