package dev.flipper.cdi;

import jakarta.enterprise.inject.spi.AnnotatedMethod;
import jakarta.enterprise.inject.spi.AnnotatedType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The switched methods of an application: judged at deployment, found by bean class and method at each call. */
final class ToggleTable {

    private final Map<Key, Toggle> byBean = new ConcurrentHashMap<>();
    /** By the class of the called object, which may be the container's subclass of the bean class. */
    private final Map<Key, Toggle> byCall = new ConcurrentHashMap<>();

    private record Key(Class<?> type, Method method) {}

    void add(AnnotatedType<?> bean, DeploymentProblems problems) {
        FeatureToggle onClass = bean.getAnnotation(FeatureToggle.class);
        for (AnnotatedMethod<?> annotated : bean.getMethods()) {
            FeatureToggle onMethod = annotated.getAnnotation(FeatureToggle.class);
            FeatureToggle annotation = onMethod == null ? onClass : onMethod;
            Method method = annotated.getJavaMember();
            if (annotation != null && isBusinessMethod(method)) {
                Toggle toggle = new ToggleResolver(bean.getJavaClass(), method, annotation, problems).resolve();
                if (toggle != null) {
                    byBean.put(new Key(bean.getJavaClass(), method), toggle);
                }
            }
        }
    }

    private static boolean isBusinessMethod(Method method) {
        boolean inherent = method.isBridge() || method.isSynthetic() || method.getDeclaringClass() == Object.class;
        int modifiers = method.getModifiers();
        return !inherent && !Modifier.isPrivate(modifiers) && !Modifier.isStatic(modifiers);
    }

    Toggle find(Class<?> target, Method method) {
        Key call = new Key(target, method);
        Toggle known = byCall.get(call);
        return known != null ? known : byCall.computeIfAbsent(call, ToggleTable.this::look);
    }

    private Toggle look(Key call) {
        for (Class<?> type = call.type; type != null; type = type.getSuperclass()) {
            Toggle toggle = byBean.get(new Key(type, call.method));
            if (toggle != null) {
                return toggle;
            }
        }
        return resolveLate(call);
    }

    /** Containers intercept some components that are no beans, and so were not seen at deployment. */
    private static Toggle resolveLate(Key call) {
        FeatureToggle annotation = annotation(call.method);
        if (annotation == null) {
            throw new IllegalStateException(call.method + " was intercepted without @FeatureToggle");
        }
        DeploymentProblems problems = new DeploymentProblems();
        Toggle toggle = new ToggleResolver(call.type, call.method, annotation, problems).resolve();
        if (toggle == null) {
            throw new IllegalStateException(problems.toString());
        }
        return toggle;
    }

    private static @Nullable FeatureToggle annotation(Method method) {
        FeatureToggle onMethod = method.getAnnotation(FeatureToggle.class);
        return onMethod == null ? method.getDeclaringClass().getAnnotation(FeatureToggle.class) : onMethod;
    }
}
