package dev.flipper.cdi;

import dev.flipper.FeatureFlag;
import dev.flipper.FeatureFlagClient;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Default;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.spi.AfterBeanDiscovery;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.InjectionPoint;
import java.lang.annotation.Annotation;
import java.util.HashSet;
import java.util.Set;

/** Registers the clients and the handles of their flags as beans. */
final class ClientBeans {

    private final AfterBeanDiscovery event;
    private final BeanManager beanManager;
    private final Clients clients;

    ClientBeans(AfterBeanDiscovery event, BeanManager beanManager, Clients clients) {
        this.event = event;
        this.beanManager = beanManager;
        this.clients = clients;
    }

    void register() {
        clients.names().forEach(this::registerClient);
        registerHandles();
    }

    private void registerClient(String name) {
        Set<Annotation> qualifiers = new HashSet<>(Set.of(Any.Literal.INSTANCE, FlipperClient.Literal.of(name)));
        if (name.equals(FlipperClient.DEFAULT)) {
            qualifiers.add(Default.Literal.INSTANCE);
        }
        event.<FeatureFlagClient>addBean()
                .id(FeatureFlagClient.class.getName() + " " + name)
                .types(FeatureFlagClient.class, Object.class)
                .qualifiers(qualifiers)
                .scope(Dependent.class)
                .produceWith(instance -> clients.get(name, beanManager));
    }

    /** One bean for all clients: with one each, an injection point without the client's name would fit all of them. */
    private void registerHandles() {
        Set<Annotation> qualifiers = new HashSet<>(Set.of(Any.Literal.INSTANCE, Flag.Literal.of("")));
        clients.names().forEach(name -> qualifiers.add(FlipperClient.Literal.of(name)));
        event.<FeatureFlag>addBean()
                .id(FeatureFlag.class.getName())
                .types(FeatureFlag.class, Object.class)
                .qualifiers(qualifiers)
                .scope(Dependent.class)
                .produceWith(this::handle);
    }

    private FeatureFlag handle(Instance<Object> instance) {
        InjectionPoint point = instance.select(InjectionPoint.class).get();
        return clients.get(FlagInjectionPoints.client(point), beanManager).get(FlagInjectionPoints.flag(point));
    }
}
