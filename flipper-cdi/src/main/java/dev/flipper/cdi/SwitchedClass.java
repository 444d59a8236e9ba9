package dev.flipper.cdi;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.AroundTimeout;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The methods of one bean class that are to be switched. */
final class SwitchedClass {

    /** Methods that containers call without interceptors. Those of the EJB container may be absent. */
    private static final Set<String> NOT_BUSINESS = Set.of(
            PostConstruct.class.getName(),
            PreDestroy.class.getName(),
            AroundInvoke.class.getName(),
            AroundTimeout.class.getName(),
            Inject.class.getName(),
            "jakarta.ejb.PostActivate",
            "jakarta.ejb.PrePassivate");

    private final Class<?> beanClass;
    private final @Nullable FeatureToggle onClass;
    private final boolean onlyPublic;
    private final Map<Method, FeatureToggle> explicit = new LinkedHashMap<>();
    private final Set<Method> byClass = new LinkedHashSet<>();

    /** Only public methods of session beans can be called by others, and so are switched by the class. */
    SwitchedClass(Class<?> beanClass, @Nullable FeatureToggle onClass, boolean onlyPublic) {
        this.beanClass = beanClass;
        this.onClass = onClass;
        this.onlyPublic = onlyPublic;
    }

    void add(Method method, @Nullable FeatureToggle annotation) {
        if (method.isBridge() || method.isSynthetic() || method.getDeclaringClass() == Object.class) {
            return;
        }
        if ((annotation == null && onClass == null) || Methods.isOverridden(beanClass, method)) {
            return;
        }
        if (annotation != null) {
            explicit.put(method, annotation);
        } else if (isBusiness(method)) {
            byClass.add(method);
        }
    }

    private boolean isBusiness(Method method) {
        boolean callable = onlyPublic ? Modifier.isPublic(method.getModifiers()) : !Methods.isPrivate(method);
        return callable
                && !Methods.isStatic(method)
                && Stream.of(method.getAnnotations())
                        .map(Annotation::annotationType)
                        .noneMatch(type -> NOT_BUSINESS.contains(type.getName()));
    }

    boolean isEmpty() {
        return explicit.isEmpty() && byClass.isEmpty();
    }

    /** Gives the redirects whose interceptors are passed by. */
    List<Bypass> resolve(ToggleContext context, ToggleTable table, DeploymentProblems problems) {
        List<Bypass> redirects = new ArrayList<>();
        explicit.forEach((method, annotation) -> {
            Toggle toggle = new ToggleResolver(context, SwitchedMethod.byItself(beanClass, method, annotation))
                    .resolve(problems);
            if (toggle != null) {
                table.put(beanClass, method, toggle);
                toggle.redirect()
                        .ifPresent(
                                redirect -> redirects.add(new Bypass(toggle, beanClass, annotation, method, redirect)));
            }
        });
        if (onClass != null) {
            resolveByClass(onClass, context, table, problems);
        }
        return redirects;
    }

    private void resolveByClass(
            FeatureToggle annotation, ToggleContext context, ToggleTable table, DeploymentProblems problems) {
        Set<String> missing = new TreeSet<>();
        for (Method method : byClass) {
            Toggle toggle = new ToggleResolver(context, SwitchedMethod.byClass(beanClass, method, annotation, missing))
                    .resolve(problems);
            if (toggle != null) {
                table.put(beanClass, method, toggle);
            }
        }
        if (!missing.isEmpty()) {
            problems.add(ToggleMessages.counterpartsMissing(
                    SwitchedMethod.onClass(beanClass, annotation),
                    annotation.redirectTo().getName(),
                    missing));
        }
    }
}
