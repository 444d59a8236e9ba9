package dev.flipper.cdi;

import jakarta.enterprise.inject.Stereotype;
import jakarta.interceptor.InterceptorBinding;
import java.lang.annotation.Annotation;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds the annotation that holds for a class or a method: its own, or one that stereotypes or other interceptor
 * bindings bring along.
 */
final class ToggleAnnotations {

    private ToggleAnnotations() {}

    private static @Nullable FeatureToggle own(Collection<? extends Annotation> annotations) {
        for (Annotation annotation : annotations) {
            if (annotation instanceof FeatureToggle toggle) {
                return toggle;
            }
        }
        return null;
    }

    /** The place is what carries the annotations, as messages name it. */
    static @Nullable FeatureToggle on(
            String place, Collection<? extends Annotation> annotations, DeploymentProblems problems) {
        FeatureToggle own = own(annotations);
        if (own != null) {
            return own;
        }
        Map<FeatureToggle, Class<?>> inherited = new LinkedHashMap<>();
        collect(annotations, inherited, new LinkedHashSet<>());
        if (inherited.size() > 1) {
            problems.add(ToggleMessages.annotationsDisagree(place, inherited));
        }
        return inherited.isEmpty() ? null : inherited.keySet().iterator().next();
    }

    /** What an annotation carries itself goes before what those on it bring along. */
    private static void collect(
            Collection<? extends Annotation> annotations, Map<FeatureToggle, Class<?>> found, Set<Class<?>> visited) {
        for (Annotation annotation : annotations) {
            Class<? extends Annotation> type = annotation.annotationType();
            if (bringsOthers(type) && visited.add(type)) {
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

    private static boolean bringsOthers(Class<? extends Annotation> type) {
        return type.isAnnotationPresent(Stereotype.class) || type.isAnnotationPresent(InterceptorBinding.class);
    }
}
