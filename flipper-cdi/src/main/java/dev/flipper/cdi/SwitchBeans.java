package dev.flipper.cdi;

import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Default;
import jakarta.enterprise.inject.spi.AfterBeanDiscovery;
import jakarta.enterprise.inject.spi.BeanManager;
import java.lang.reflect.Proxy;
import java.lang.reflect.Type;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Registers what is injected for an interface that two beans implement by turns. */
final class SwitchBeans {

    private final List<ImplementationSwitch> switches;
    private final Clients clients;
    private final BeanManager beanManager;

    SwitchBeans(List<ImplementationSwitch> switches, Clients clients, BeanManager beanManager) {
        this.switches = switches;
        this.clients = clients;
        this.beanManager = beanManager;
    }

    void register(AfterBeanDiscovery event) {
        switches.forEach(found -> register(found, event));
    }

    private void register(ImplementationSwitch found, AfterBeanDiscovery event) {
        Set<Type> types = new HashSet<>(found.types());
        types.add(Object.class);
        event.addBean()
                .id(found.id())
                .types(types)
                .qualifiers(Any.Literal.INSTANCE, Default.Literal.INSTANCE)
                .scope(Dependent.class)
                .produceWith(instance -> found.implementedBy(handler(found)))
                .disposeWith((object, instance) -> ((SwitchHandler) Proxy.getInvocationHandler(object)).destroy());
    }

    private SwitchHandler handler(ImplementationSwitch found) {
        return new SwitchHandler(found, clients, beanManager);
    }

    /** For an object that was written as the name of its switch. */
    SwitchHandler handler(String id) {
        return switches.stream()
                .filter(found -> found.id().equals(id))
                .findFirst()
                .map(this::handler)
                .orElseThrow(
                        () -> new IllegalStateException("This application has no beans that are switched as " + id));
    }
}
