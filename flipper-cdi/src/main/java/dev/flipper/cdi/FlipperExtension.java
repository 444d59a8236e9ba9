package dev.flipper.cdi;

import dev.flipper.FeatureFlagClient;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.BeforeDestroyed;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.AfterBeanDiscovery;
import jakarta.enterprise.inject.spi.AfterDeploymentValidation;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.BeforeBeanDiscovery;
import jakarta.enterprise.inject.spi.BeforeShutdown;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.enterprise.inject.spi.ProcessBean;
import jakarta.enterprise.inject.spi.ProcessInjectionPoint;
import jakarta.enterprise.inject.spi.ProcessManagedBean;
import jakarta.enterprise.inject.spi.ProcessObserverMethod;
import jakarta.enterprise.inject.spi.ProcessSessionBean;
import jakarta.interceptor.Interceptor;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.Nullable;

/**
 * Brings feature flags into CDI; found by the container when this library is part of the application. It registers the
 * clients and the handles of flags as beans and the interceptor of {@link FeatureToggle}, checks at deployment whatever
 * can be checked, opens the clients when the application starts and closes them with it. All state is in this instance,
 * of which the container makes one an application.
 */
public class FlipperExtension implements Extension {

    private final DeploymentProblems problems = new DeploymentProblems();
    private final DiscoveredBeans beans = new DiscoveredBeans();
    private final SwitchedClasses switched = new SwitchedClasses();
    private final ToggleTable toggles = new ToggleTable(beans);
    private final ClientUses uses = new ClientUses();
    private final AtomicInteger starts = new AtomicInteger();
    private @Nullable Clients clients;
    private @Nullable ImplementationBeans switches;

    /** Creates the extension; called by the container. */
    public FlipperExtension() {}

    void registerInterceptor(@Observes BeforeBeanDiscovery event) {
        event.addAnnotatedType(FeatureToggleInterceptor.class, FeatureToggleInterceptor.class.getName());
    }

    void collectInjectionPoint(@Observes ProcessInjectionPoint<?, ?> event) {
        FlagInjectionPoints.check(event.getInjectionPoint(), problems);
        uses.add(event.getInjectionPoint());
    }

    void collectBean(@Observes ProcessBean<?> event) {
        beans.add(event);
    }

    void collectObserver(@Observes ProcessObserverMethod<?, ?> event) {
        uses.add(event);
    }

    void collectToggles(@Observes ProcessManagedBean<?> event) {
        // Interceptors carry their bindings, but are not switched by them.
        if (!event.getAnnotatedBeanClass().isAnnotationPresent(Interceptor.class)) {
            boolean onlyPublic = event instanceof ProcessSessionBean;
            switched.add(event.getAnnotatedBeanClass(), onlyPublic, problems);
        }
    }

    /** The last moment before the container itself would stumble over the first of the problems. */
    void registerBeans(@Observes AfterBeanDiscovery event, BeanManager beanManager) {
        List<ImplementationSwitch> found = ImplementationSwitches.among(beans, problems);
        found.forEach(
                pair -> uses.add(pair.whenEnabled().client(), pair.whenEnabled().place()));
        switched.addTo(uses);
        FlipperConfig config = configuration();
        if (config != null) {
            Clients configured = Clients.configured(config, beans, uses.names(), problems);
            clients = configured;
            uses.check(configured, beans, problems);
            new ClientBeans(event, beanManager, configured).register();
            switches = new ImplementationBeans(found, configured, beanManager);
            switches.register(event);
        }
        switched.resolve(beans, toggles, problems);
        problems.reportTo(event);
    }

    private @Nullable FlipperConfig configuration() {
        try {
            return new FlipperConfig(ConfigProvider.getConfig());
        } catch (LinkageError | IllegalStateException e) {
            problems.add(SettingsMessages.noConfiguration(e));
            return null;
        }
    }

    /** Not before the container knows all interceptors. */
    void warn(@Observes AfterDeploymentValidation event, BeanManager beanManager) {
        switched.warnOfBypasses(beanManager);
    }

    /** Some servers announce the start once for each module of an application; opening again has no effect. */
    void start(@Observes @Initialized(ApplicationScoped.class) Object event, BeanManager beanManager) {
        starts.incrementAndGet();
        clients().open(beanManager);
    }

    /** Announced as often as the start. After the last one there are no beans with a scope any more. */
    void end(@Observes @BeforeDestroyed(ApplicationScoped.class) @Priority(Integer.MAX_VALUE) Object event) {
        if (starts.decrementAndGet() == 0 && clients != null) {
            clients.closeOnBeans();
        }
    }

    void stop(@Observes BeforeShutdown event) {
        if (clients != null) {
            clients.close();
        }
    }

    FeatureFlagClient client(String name, BeanManager beanManager) {
        return clients().get(name, beanManager);
    }

    private Clients clients() {
        return Objects.requireNonNull(clients, "The deployment has not come so far that it has clients");
    }

    ImplementationHandler switchHandler(String id) {
        return Objects.requireNonNull(switches, "The deployment has not come so far that it has switches")
                .handler(id);
    }

    ToggleTable toggles() {
        return toggles;
    }
}
