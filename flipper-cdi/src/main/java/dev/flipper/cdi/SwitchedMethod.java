package dev.flipper.cdi;

import java.lang.reflect.Method;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** A method of a bean class and the annotation that switches it, its own or the class's. */
final class SwitchedMethod {

    private final Class<?> beanClass;
    private final Signature method;
    private final FeatureToggle annotation;
    private final @Nullable Collection<String> missing;

    private SwitchedMethod(
            Class<?> beanClass, Method method, FeatureToggle annotation, @Nullable Collection<String> missing) {
        this.beanClass = beanClass;
        this.method = Signature.of(beanClass, method);
        this.annotation = annotation;
        this.missing = missing;
    }

    static SwitchedMethod byItself(Class<?> beanClass, Method method, FeatureToggle annotation) {
        return new SwitchedMethod(beanClass, method, annotation, null);
    }

    /** By an annotation on the class; methods of which the handler has no counterpart are noted as missing. */
    static SwitchedMethod byClass(
            Class<?> beanClass, Method method, FeatureToggle annotation, Collection<String> missing) {
        return new SwitchedMethod(beanClass, method, annotation, missing);
    }

    Class<?> beanClass() {
        return beanClass;
    }

    Signature method() {
        return method;
    }

    String name() {
        return method.method().getName();
    }

    FeatureToggle annotation() {
        return annotation;
    }

    boolean isByClass() {
        return missing != null;
    }

    /** Gives false if a missing counterpart is a problem of the method alone. */
    boolean noteAsMissing() {
        if (missing == null) {
            return false;
        }
        missing.add(method.toString());
        return true;
    }

    /** Where the annotation stands: so that what is wrong with one on a class is told once. */
    String place() {
        return missing == null ? toString() : onClass(beanClass, annotation);
    }

    static String onClass(Class<?> beanClass, FeatureToggle annotation) {
        return ToggleMessages.describe(annotation) + " on " + beanClass.getName();
    }

    @Override
    public String toString() {
        return onClass(beanClass, annotation) + "." + method;
    }
}
