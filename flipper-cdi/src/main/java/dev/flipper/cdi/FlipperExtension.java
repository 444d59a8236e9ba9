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
import org.eclipse.microprofile.config.Config;
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
    private final StartMoment moment = new StartMoment();
    private final ContainerContext container = new ContainerContext();
    private final ClientUses uses = new ClientUses();
    private final AtomicInteger starts = new AtomicInteger();
    private @Nullable Clients clients;
    /** The extension's own: that of a WAR may see less of the application. */
    private @Nullable BeanManager beanManager;

    private @Nullable ImplementationBeans switches;

    /** Creates the extension; called by the container. */
    public FlipperExtension() {}

    void registerInterceptor(@Observes BeforeBeanDiscovery event) {
        event.addAnnotatedType(FeatureToggleInterceptor.class, FeatureToggleInterceptor.class.getName());
    }

    void collectInjectionPoint(@Observes ProcessInjectionPoint<?, ?> event) {
        FlagInjectionPoints.check(event.getInjectionPoint(), problems);
        uses.add(event.getInjectionPoint());
        moment.saw(event.getInjectionPoint().getMember().getDeclaringClass());
    }

    void collectBean(@Observes ProcessBean<?> event) {
        beans.add(event);
        moment.saw(event.getBean().getBeanClass());
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
    void registerBeans(@Observes AfterBeanDiscovery event, BeanManager own) {
        beanManager = own;
        List<ImplementationSwitch> found = ImplementationSwitches.among(beans, problems);
        found.forEach(
                pair -> uses.add(pair.whenEnabled().client(), pair.whenEnabled().place()));
        switched.addTo(uses);
        ContextProviderBeans.addUses(beans, uses);
        FlipperConfig config = configuration();
        if (config != null) {
            Clients configured = Clients.configured(config, beans, uses.names(), container, problems);
            clients = configured;
            uses.check(configured, beans, problems);
            new ClientBeans(event, own, configured).register();
            switches = new ImplementationBeans(found, configured, own);
            switches.register(event);
        }
        switched.resolve(beans, toggles, problems);
        problems.reportTo(event);
    }

    private @Nullable FlipperConfig configuration() {
        try {
            return new FlipperConfig(source());
        } catch (LinkageError | IllegalStateException e) {
            problems.add(SettingsMessages.noConfiguration(e));
            return null;
        }
    }

    /** Not before the container knows all interceptors. */
    void warn(@Observes AfterDeploymentValidation event, BeanManager own) {
        switched.warnOfBypasses(own);
    }

    /** Of what the library lies in: the WAR, or the EAR. While an EAR is deployed its thread may be anywhere. */
    private static Config source() {
        return ContainerNames.application().isEmpty()
                ? ConfigProvider.getConfig()
                : ConfigProvider.getConfig(FlipperExtension.class.getClassLoader());
    }

    /** Some servers announce the start once for each module of an application; opening again has no effect. */
    void start(@Observes @Initialized(ApplicationScoped.class) Object event) {
        starts.incrementAndGet();
        if (moment.isNow()) {
            startModule();
        }
    }

    /** Called in the context of a part of the application, if it has such parts. */
    void startModule() {
        container.capture();
        clients().open(beanManager());
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

    FeatureFlagClient client(String name) {
        return clients().get(name, beanManager());
    }

    private Clients clients() {
        return Objects.requireNonNull(clients, "The deployment has not come so far that it has clients");
    }

    private BeanManager beanManager() {
        return Objects.requireNonNull(beanManager, "The deployment has not come so far that it has beans");
    }

    ImplementationHandler switchHandler(String id) {
        return Objects.requireNonNull(switches, "The deployment has not come so far that it has switches")
                .handler(id);
    }

    ToggleTable toggles() {
        return toggles;
    }
}
