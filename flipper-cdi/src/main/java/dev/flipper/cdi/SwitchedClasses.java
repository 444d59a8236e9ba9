package dev.flipper.cdi;

import jakarta.enterprise.inject.spi.AnnotatedMethod;
import jakarta.enterprise.inject.spi.AnnotatedType;
import jakarta.enterprise.inject.spi.BeanManager;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;

/**
 * The bean classes of a deployment that have methods to be switched: collected while beans are found, and judged when
 * all of them are known.
 */
final class SwitchedClasses {

    private final List<SwitchedClass> classes = new ArrayList<>();
    private final List<Bypass> redirects = new ArrayList<>();

    void add(AnnotatedType<?> bean, boolean onlyPublic, DeploymentProblems problems) {
        bean.getTypeClosure().forEach(type -> checkInterface(type, bean.getJavaClass(), problems));
        String place = bean.getJavaClass().getName();
        FeatureToggle onClass = ToggleAnnotations.on(place, bean.getAnnotations(), problems);
        SwitchedClass switched = new SwitchedClass(bean.getJavaClass(), onClass, onlyPublic);
        for (AnnotatedMethod<?> method : bean.getMethods()) {
            Method member = method.getJavaMember();
            switched.add(
                    member,
                    ToggleAnnotations.on(place + "." + Methods.signature(member), method.getAnnotations(), problems));
        }
        if (!switched.isEmpty()) {
            classes.add(switched);
        }
    }

    private static void checkInterface(Type type, Class<?> beanClass, DeploymentProblems problems) {
        if (!Types.erasure(type).isInterface()) {
            return;
        }
        Class<?> candidate = Types.erasure(type);
        if (candidate.isAnnotationPresent(FeatureToggle.class)) {
            problems.add(ToggleMessages.onInterface("@FeatureToggle on " + candidate.getName(), beanClass.getName()));
        }
        for (Method method : candidate.getDeclaredMethods()) {
            if (Modifier.isAbstract(method.getModifiers()) && method.isAnnotationPresent(FeatureToggle.class)) {
                String place = "@FeatureToggle on " + candidate.getName() + "." + Methods.signature(method);
                problems.add(ToggleMessages.onInterface(place, beanClass.getName()));
            }
        }
    }

    void addTo(ClientUses uses) {
        classes.forEach(switched -> switched.addTo(uses));
    }

    void resolve(DiscoveredBeans beans, ToggleTable table, DeploymentProblems problems) {
        classes.forEach(switched -> redirects.addAll(switched.resolve(beans, table, problems)));
        classes.clear();
    }

    /** Not before the container knows all interceptors. */
    void warnOfBypasses(BeanManager beanManager) {
        redirects.forEach(redirect -> redirect.warn(beanManager));
        redirects.clear();
    }
}
