package dev.flipper.cdi;

import jakarta.enterprise.inject.Stereotype;
import jakarta.enterprise.inject.spi.AnnotatedMethod;
import jakarta.enterprise.inject.spi.AnnotatedType;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
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

    void add(AnnotatedType<?> bean, DeploymentProblems problems) {
        FeatureToggle onClass = onClass(bean.getAnnotations());
        for (AnnotatedMethod<?> method : bean.getMethods()) {
            FeatureToggle onMethod = method.getAnnotation(FeatureToggle.class);
            FeatureToggle annotation = onMethod == null ? onClass : onMethod;
            if (annotation != null) {
                boolean explicit = onMethod != null;
                add(bean.getJavaClass(), method.getJavaMember(), annotation, explicit, problems);
            }
        }
        bean.getTypeClosure().forEach(type -> checkInterface(type, bean.getJavaClass(), problems));
    }

    /** An annotation of the class's own wins over one that it has from a stereotype. */
    private static @Nullable FeatureToggle onClass(Iterable<Annotation> annotations) {
        FeatureToggle found = null;
        for (Annotation annotation : annotations) {
            if (annotation instanceof FeatureToggle own) {
                return own;
            }
            Class<? extends Annotation> type = annotation.annotationType();
            if (type.isAnnotationPresent(Stereotype.class)) {
                FeatureToggle stereotypes = onClass(Arrays.asList(type.getAnnotations()));
                found = stereotypes == null ? found : stereotypes;
            }
        }
        return found;
    }

    private void add(
            Class<?> beanClass,
            Method method,
            FeatureToggle annotation,
            boolean explicit,
            DeploymentProblems problems) {
        if (method.isBridge() || method.isSynthetic() || method.getDeclaringClass() == Object.class) {
            return;
        }
        ToggleResolver resolver = new ToggleResolver(beanClass, method, annotation, problems);
        if (!explicit && !isIntercepted(method)) {
            return;
        }
        Toggle toggle = explicit ? resolver.resolve() : resolver.resolveForClass();
        if (toggle != null) {
            byBean.computeIfAbsent(beanClass, type -> new ConcurrentHashMap<>()).put(method, toggle);
        }
    }

    /** All that were judged at deployment. */
    List<Toggle> all() {
        return byBean.values().stream()
                .flatMap(toggles -> toggles.values().stream())
                .toList();
    }

    static boolean isIntercepted(Method method) {
        return !Modifier.isPrivate(method.getModifiers()) && !Modifier.isStatic(method.getModifiers());
    }

    private static void checkInterface(Type type, Class<?> beanClass, DeploymentProblems problems) {
        if (!(type instanceof Class<?> candidate) || !candidate.isInterface()) {
            return;
        }
        if (candidate.isAnnotationPresent(FeatureToggle.class)) {
            problems.add(Messages.onInterface("@FeatureToggle on " + candidate.getName(), beanClass.getName()));
        }
        for (Method method : candidate.getDeclaredMethods()) {
            if (Modifier.isAbstract(method.getModifiers()) && method.isAnnotationPresent(FeatureToggle.class)) {
                String place = "@FeatureToggle on " + candidate.getName() + "." + Methods.signature(method);
                problems.add(Messages.onInterface(place, beanClass.getName()));
            }
        }
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
            Toggle toggle = byBean.getOrDefault(type, Map.of()).get(method);
            if (toggle != null) {
                return toggle;
            }
        }
        return resolveLate(target, method);
    }

    /** Containers intercept some objects that are no beans, and so were not seen at deployment. */
    private static Toggle resolveLate(Class<?> target, Method method) {
        FeatureToggle annotation = method.getAnnotation(FeatureToggle.class);
        for (Class<?> type = target; annotation == null && type != null; type = type.getSuperclass()) {
            annotation = onClass(Arrays.asList(type.getAnnotations()));
        }
        if (annotation == null) {
            throw new IllegalStateException(method + " was intercepted without @FeatureToggle");
        }
        DeploymentProblems problems = new DeploymentProblems();
        Toggle toggle = new ToggleResolver(target, method, annotation, problems).resolve();
        if (toggle == null) {
            throw new IllegalStateException(problems.toString());
        }
        return toggle;
    }
}
