package dev.flipper.cdi;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The switched methods of an application: judged at deployment, found by class and method at each call. Maps in maps,
 * not a record as key: the equality of a record pins the class loader of the application in the JDK 17.
 */
final class ToggleTable {

    private final Map<Class<?>, Map<Method, Toggle>> byBean = new ConcurrentHashMap<>();
    /** By the class of the called object, which may be the container's subclass of the bean class. */
    private final Map<Class<?>, Map<Method, Toggle>> byCall = new ConcurrentHashMap<>();

    /** Beans of the deployment; needed again where an object is intercepted that was not seen there. */
    private final DiscoveredBeans beans;

    ToggleTable(DiscoveredBeans beans) {
        this.beans = beans;
    }

    void put(Class<?> beanClass, Method method, Toggle toggle) {
        byBean.computeIfAbsent(beanClass, type -> new ConcurrentHashMap<>()).put(method, toggle);
    }

    Toggle find(Class<?> target, Method method) {
        // Looked for first: computeIfAbsent may wait for a lock even where there is nothing to compute.
        Map<Method, Toggle> toggles = byCall.get(target);
        Toggle known = toggles == null ? null : toggles.get(method);
        return known != null ? known : remember(target, method);
    }

    private Toggle remember(Class<?> target, Method method) {
        return byCall.computeIfAbsent(target, type -> new ConcurrentHashMap<>())
                .computeIfAbsent(method, called -> look(target, called));
    }

    private Toggle look(Class<?> target, Method method) {
        for (Class<?> type = target; type != null; type = type.getSuperclass()) {
            Map<Method, Toggle> toggles = byBean.get(type);
            Toggle toggle = toggles == null ? null : look(type, toggles, method);
            if (toggle != null) {
                return toggle;
            }
        }
        return resolveLate(target, method);
    }

    /** Some containers tell of the method of the interface that was called. */
    private static @Nullable Toggle look(Class<?> beanClass, Map<Method, Toggle> toggles, Method called) {
        Toggle toggle = toggles.get(called);
        if (toggle != null) {
            return toggle;
        }
        // Others tell of the bridge to it that the compiler has put into the class, which says nothing of types.
        return called.isBridge()
                ? Methods.bridged(beanClass, called)
                        .map(method -> lookByTypes(beanClass, toggles, method))
                        .filter(Objects::nonNull)
                        .findFirst()
                        .orElse(null)
                : lookByTypes(beanClass, toggles, called);
    }

    private static @Nullable Toggle lookByTypes(Class<?> beanClass, Map<Method, Toggle> toggles, Method called) {
        Signature signature = Signature.of(beanClass, called);
        for (Map.Entry<Method, Toggle> candidate : toggles.entrySet()) {
            Method method = candidate.getKey();
            if (method.getName().equals(called.getName())
                    && Signature.of(beanClass, method).beside(called).takesTheSameAs(signature)) {
                return candidate.getValue();
            }
        }
        return null;
    }

    /** Containers intercept some objects that are no beans, and so were not seen at deployment. */
    private Toggle resolveLate(Class<?> target, Method method) {
        DeploymentProblems problems = new DeploymentProblems();
        FeatureToggle annotation =
                ToggleAnnotations.on(method.toString(), Arrays.asList(method.getAnnotations()), problems);
        for (Class<?> type = target; annotation == null && type != null; type = type.getSuperclass()) {
            annotation = ToggleAnnotations.on(type.getName(), Arrays.asList(type.getAnnotations()), problems);
        }
        if (annotation == null) {
            throw new IllegalStateException(method + " was intercepted without @FeatureToggle");
        }
        Toggle toggle =
                new ToggleResolver(beans, SwitchedMethod.byItself(target, method, annotation)).resolve(problems);
        if (toggle == null) {
            throw new IllegalStateException(problems.toString());
        }
        return toggle;
    }
}
