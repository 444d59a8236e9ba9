package dev.flipper.cdi;

import dev.flipper.FeatureFlagClient;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.AfterBeanDiscovery;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.BeforeBeanDiscovery;
import jakarta.enterprise.inject.spi.BeforeShutdown;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.enterprise.inject.spi.ProcessBean;
import jakarta.enterprise.inject.spi.ProcessInjectionPoint;
import jakarta.enterprise.inject.spi.ProcessManagedBean;
import jakarta.interceptor.Interceptor;
import java.util.List;
import java.util.Objects;
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
    private final ToggleTable toggles = new ToggleTable();
    private @Nullable Clients clients;
    private @Nullable SwitchBeans switches;

    /** Creates the extension; called by the container. */
    public FlipperExtension() {}

    void registerInterceptor(@Observes BeforeBeanDiscovery event) {
        event.addAnnotatedType(FeatureToggleInterceptor.class, FeatureToggleInterceptor.class.getName());
    }

    void collectInjectionPoint(@Observes ProcessInjectionPoint<?, ?> event) {
        FlagInjectionPoints.check(event.getInjectionPoint(), problems);
    }

    void collectBean(@Observes ProcessBean<?> event) {
        beans.add(event.getBean());
    }

    void collectToggles(@Observes ProcessManagedBean<?> event) {
        // Interceptors carry their bindings, but are not switched by them.
        if (!event.getAnnotatedBeanClass().isAnnotationPresent(Interceptor.class)) {
            toggles.add(event.getAnnotatedBeanClass(), problems);
        }
    }

    /** The last moment before the container itself would stumble over the first of the problems. */
    void registerBeans(@Observes AfterBeanDiscovery event, BeanManager beanManager) {
        List<ImplementationSwitch> found = ImplementationSwitches.among(beans, problems);
        Clients configured = configured();
        if (configured != null) {
            new ClientBeans(event, beanManager, configured).register();
            switches = new SwitchBeans(found, configured, beanManager);
            switches.register(event);
        }
        problems.reportTo(event);
    }

    private @Nullable Clients configured() {
        try {
            clients = Clients.configured(ConfigProvider.getConfig(), beans, problems);
        } catch (LinkageError | IllegalStateException e) {
            problems.add(Messages.noConfiguration(e));
        }
        return clients;
    }

    /** Some servers announce the start once for each module of an application; opening again has no effect. */
    void start(@Observes @Initialized(ApplicationScoped.class) Object event, BeanManager beanManager) {
        clients().open(beanManager);
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

    SwitchHandler switchHandler(String id) {
        return Objects.requireNonNull(switches, "The deployment has not come so far that it has switches")
                .handler(id);
    }

    ToggleTable toggles() {
        return toggles;
    }
}
