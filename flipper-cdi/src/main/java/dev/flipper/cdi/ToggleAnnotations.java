package dev.flipper.cdi;

import jakarta.enterprise.inject.Stereotype;
import java.lang.annotation.Annotation;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds the annotation that holds for a whole class: its own, or one that its stereotypes bring along. */
final class ToggleAnnotations {

    private ToggleAnnotations() {}

    static @Nullable FeatureToggle own(Collection<? extends Annotation> annotations) {
        for (Annotation annotation : annotations) {
            if (annotation instanceof FeatureToggle toggle) {
                return toggle;
            }
        }
        return null;
    }

    static @Nullable FeatureToggle onClass(
            Class<?> beanClass, Collection<? extends Annotation> annotations, DeploymentProblems problems) {
        FeatureToggle own = own(annotations);
        if (own != null) {
            return own;
        }
        Map<FeatureToggle, Class<?>> inherited = new LinkedHashMap<>();
        collect(annotations, inherited, new LinkedHashSet<>());
        if (inherited.size() > 1) {
            problems.add(ToggleMessages.stereotypesDisagree(beanClass.getName(), inherited));
        }
        return inherited.isEmpty() ? null : inherited.keySet().iterator().next();
    }

    /** What a stereotype says itself goes before what its own stereotypes say. */
    private static void collect(
            Collection<? extends Annotation> annotations, Map<FeatureToggle, Class<?>> found, Set<Class<?>> visited) {
        for (Annotation annotation : annotations) {
            Class<? extends Annotation> type = annotation.annotationType();
            if (type.isAnnotationPresent(Stereotype.class) && visited.add(type)) {
                Collection<Annotation> on = Arrays.asList(type.getAnnotations());
                FeatureToggle own = own(on);
                if (own != null) {
                    found.putIfAbsent(own, type);
                } else {
                    collect(on, found, visited);
                }
            }
        }
    }
}
