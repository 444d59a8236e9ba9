package dev.flipper.cdi;

import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.InterceptionType;
import jakarta.enterprise.inject.spi.Interceptor;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A redirect within a bean: what the container would do around it, were it called by another bean, is not done. */
final class Bypass {

    /** Annotations by which containers do something around a call without an interceptor of CDI's. */
    private static final Set<String> CONTAINERS = Set.of(
            "jakarta.annotation.security.DenyAll",
            "jakarta.annotation.security.PermitAll",
            "jakarta.annotation.security.RolesAllowed",
            "jakarta.ejb.AccessTimeout",
            "jakarta.ejb.Asynchronous",
            "jakarta.ejb.Lock",
            "jakarta.ejb.Remove",
            "jakarta.ejb.TransactionAttribute",
            "jakarta.interceptor.Interceptors");

    private static final String TRANSACTIONAL = "jakarta.transaction.Transactional";

    private final Toggle toggle;
    private final Class<?> beanClass;
    private final FeatureToggle annotation;
    private final Method method;
    private final Method redirect;

    Bypass(Toggle toggle, Class<?> beanClass, FeatureToggle annotation, Method method, Method redirect) {
        this.toggle = toggle;
        this.beanClass = beanClass;
        this.annotation = annotation;
        this.method = method;
        this.redirect = redirect;
    }

    void warn(BeanManager beanManager) {
        Stream.of(redirect.getAnnotations())
                .filter(carried -> isIgnored(carried, beanManager))
                .forEach(carried -> ToggleMessages.bypassed(
                        toggle.toString(),
                        Methods.signature(redirect),
                        "@" + carried.annotationType().getName()));
    }

    private boolean isIgnored(Annotation carried, BeanManager beanManager) {
        if (CONTAINERS.contains(carried.annotationType().getName())) {
            return !holdsForMethod(carried);
        }
        return beanManager.isInterceptorBinding(carried.annotationType())
                && !(holdsForMethod(carried) && comesBefore(carried, beanManager));
    }

    /** Whether the same is said of the method that the redirect stands in for. */
    private boolean holdsForMethod(Annotation carried) {
        Class<? extends Annotation> type = carried.annotationType();
        @Nullable Annotation own = method.getAnnotation(type);
        return carried.equals(own != null ? own : beanClass.getAnnotation(type));
    }

    /** Whether all interceptors of a binding have had their turn when the redirect is called. */
    private boolean comesBefore(Annotation binding, BeanManager beanManager) {
        if (binding instanceof FeatureToggle) {
            return false;
        }
        if (binding.annotationType().getName().equals(TRANSACTIONAL)) {
            // The specification says so. Servers may have interceptors of their own besides, as Payara has.
            return true;
        }
        List<? extends Class<?>> alone = interceptors(beanManager, binding);
        List<? extends Class<?>> together = interceptors(beanManager, annotation, binding);
        int ours = together.indexOf(FeatureToggleInterceptor.class);
        return !alone.isEmpty() && together.subList(0, Math.max(ours, 0)).containsAll(alone);
    }

    private static List<? extends Class<?>> interceptors(BeanManager beanManager, Annotation... bindings) {
        return beanManager.resolveInterceptors(InterceptionType.AROUND_INVOKE, bindings).stream()
                .map(Interceptor::getBeanClass)
                .toList();
    }
}
