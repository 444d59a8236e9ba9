package dev.flipper.cdi;

import dev.flipper.cdi.ImplementationSwitch.SwitchedCall;
import jakarta.enterprise.context.spi.CreationalContext;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import java.io.Serializable;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Sends each call of one injected object to the bean that the flag decides for. Thread-safe. */
final class ImplementationHandler implements InvocationHandler, Serializable {

    private static final long serialVersionUID = 1L;

    private final transient ImplementationSwitch implementations;
    private final transient Clients clients;
    private final transient BeanManager beanManager;
    private final transient List<CreationalContext<?>> created = new ArrayList<>();
    // References are made when they are first needed: a bean whose turn never comes may not even be able to start.
    private transient volatile @Nullable Object whenEnabled;
    private transient volatile @Nullable Object whenDisabled;

    ImplementationHandler(ImplementationSwitch implementations, Clients clients, BeanManager beanManager) {
        this.implementations = implementations;
        this.clients = clients;
        this.beanManager = beanManager;
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
        if (method.getDeclaringClass() == Object.class) {
            return ofObject(proxy, method, arguments);
        }
        @Nullable Object[] values = arguments == null ? new Object[0] : arguments;
        SwitchedCall call = implementations.call(method);
        return Methods.call(call.method(), target(call, values), values);
    }

    private Object target(SwitchedCall call, @Nullable Object[] values) {
        boolean on = implementations.isOn(() -> clients.get(implementations.client(), beanManager), call, values);
        Object known = on ? whenEnabled : whenDisabled;
        return known == null ? refer(on) : known;
    }

    private synchronized Object refer(boolean on) {
        Object known = on ? whenEnabled : whenDisabled;
        if (known == null) {
            known = reference((on ? implementations.whenEnabled() : implementations.whenDisabled()).bean());
            if (on) {
                whenEnabled = known;
            } else {
                whenDisabled = known;
            }
        }
        return known;
    }

    private Object reference(Bean<?> bean) {
        CreationalContext<?> context = beanManager.createCreationalContext(bean);
        created.add(context);
        Type type = implementations.types().iterator().next();
        return beanManager.getReference(bean, type, context);
    }

    /** Destroys the dependent beans that were made for this object. */
    synchronized void destroy() {
        created.forEach(CreationalContext::release);
        created.clear();
    }

    /** An injected object is equal to itself only. */
    private Object ofObject(Object proxy, Method method, Object @Nullable [] arguments) {
        return switch (method.getName()) {
            case "equals" -> arguments != null && arguments[0] == proxy;
            case "hashCode" -> System.identityHashCode(proxy);
            default -> implementations.toString();
        };
    }

    /** A bean that holds the object may be passivated; the dependent beans behind it are made anew after that. */
    private Object writeReplace() {
        return new ImplementationReference(implementations.id());
    }
}
