package dev.flipper.cdi;

import dev.flipper.FeatureFlag;
import dev.flipper.FeatureFlagClient;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Default;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.spi.AfterBeanDiscovery;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.BeforeBeanDiscovery;
import jakarta.enterprise.inject.spi.BeforeShutdown;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.enterprise.inject.spi.InjectionPoint;
import jakarta.enterprise.inject.spi.ProcessInjectionPoint;
import jakarta.enterprise.inject.spi.ProcessManagedBean;
import jakarta.interceptor.Interceptor;
import java.util.Objects;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.Nullable;

/**
 * Brings feature flags into CDI; found by the container when this library is part of the application. It registers the
 * client and the handles of flags as beans and the interceptor of {@link FeatureToggle}, checks at deployment whatever
 * can be checked, opens the client when the application starts and closes it with it. All state is in this instance, of
 * which the container makes one an application.
 */
public class FlipperExtension implements Extension {

    private final DeploymentProblems problems = new DeploymentProblems();
    private final ToggleTable toggles = new ToggleTable();
    private @Nullable ApplicationClient client;

    /** Creates the extension; called by the container. */
    public FlipperExtension() {}

    void registerInterceptor(@Observes BeforeBeanDiscovery event) {
        event.addAnnotatedType(FeatureToggleInterceptor.class, FeatureToggleInterceptor.class.getName());
    }

    void collectInjectionPoint(@Observes ProcessInjectionPoint<?, ?> event) {
        FlagInjectionPoints.check(event.getInjectionPoint(), problems);
    }

    void collectToggles(@Observes ProcessManagedBean<?> event) {
        // Interceptors carry their bindings, but are not switched by them.
        if (!event.getAnnotatedBeanClass().isAnnotationPresent(Interceptor.class)) {
            toggles.add(event.getAnnotatedBeanClass(), problems);
        }
    }

    void registerBeans(@Observes AfterBeanDiscovery event, BeanManager beanManager) {
        readSettings();
        event.<FeatureFlagClient>addBean()
                .id(FeatureFlagClient.class.getName())
                .types(FeatureFlagClient.class, Object.class)
                .qualifiers(Any.Literal.INSTANCE, Default.Literal.INSTANCE)
                .scope(Dependent.class)
                .produceWith(instance -> client(beanManager));
        event.<FeatureFlag>addBean()
                .id(FeatureFlag.class.getName())
                .types(FeatureFlag.class, Object.class)
                .qualifiers(Any.Literal.INSTANCE, Flag.Literal.of(""))
                .scope(Dependent.class)
                .produceWith(instance -> client(beanManager).get(flagOf(instance)));
        problems.reportTo(event);
    }

    private void readSettings() {
        try {
            client = new ApplicationClient(new FlipperSettings(ConfigProvider.getConfig(), problems));
        } catch (LinkageError | IllegalStateException e) {
            problems.add(Messages.noConfiguration(e));
        }
    }

    private static String flagOf(Instance<Object> instance) {
        return FlagInjectionPoints.flag(instance.select(InjectionPoint.class).get());
    }

    /** Some servers announce the start once for each module of an application; opening again has no effect. */
    void start(@Observes @Initialized(ApplicationScoped.class) Object event, BeanManager beanManager) {
        client(beanManager);
    }

    void stop(@Observes BeforeShutdown event) {
        if (client != null) {
            client.close();
        }
    }

    FeatureFlagClient client(BeanManager beanManager) {
        return Objects.requireNonNull(client, "The deployment has not come so far that it has a client")
                .get(beanManager);
    }

    ToggleTable toggles() {
        return toggles;
    }
}
