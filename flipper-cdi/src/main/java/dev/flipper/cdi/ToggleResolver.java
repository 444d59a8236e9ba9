package dev.flipper.cdi;

import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Turns one annotation into what a call needs, or into problems. */
final class ToggleResolver {

    private final Class<?> beanClass;
    private final Method method;
    private final FeatureToggle annotation;
    private final DeploymentProblems problems;
    private final String description;
    private boolean sound = true;

    ToggleResolver(Class<?> beanClass, Method method, FeatureToggle annotation, DeploymentProblems problems) {
        this.beanClass = beanClass;
        this.method = method;
        this.annotation = annotation;
        this.problems = problems;
        String redirect = annotation.redirect().isEmpty() ? "" : ", redirect = \"" + annotation.redirect() + "\"";
        this.description = "@FeatureToggle(\"" + annotation.value() + "\"" + redirect + ") on " + beanClass.getName()
                + "." + Methods.signature(method);
    }

    /** Of an annotation on the class; gives null if there are problems. */
    @Nullable
    Toggle resolveForClass() {
        if (!annotation.redirect().isEmpty()) {
            problem(Messages.redirectOnClass("@FeatureToggle(\"" + annotation.value() + "\", redirect = \""
                    + annotation.redirect() + "\") on " + beanClass.getName()));
            return null;
        }
        return resolve();
    }

    /** Gives null if there are problems. */
    @Nullable
    Toggle resolve() {
        if (!ToggleTable.isIntercepted(method)) {
            problem(Messages.notIntercepted(description, Methods.isPrivate(method) ? "private" : "static"));
        }
        if (annotation.value().isEmpty()) {
            problem(Messages.emptyFlagName(description));
        }
        Map<Integer, String> attributes = attributes();
        Method redirect = annotation.redirect().isEmpty() ? null : redirect();
        return sound
                ? new Toggle(
                        description,
                        annotation.client(),
                        annotation.value(),
                        attributes,
                        method.getReturnType(),
                        redirect)
                : null;
    }

    private void problem(String message) {
        sound = false;
        problems.add(message);
    }

    private Map<Integer, String> attributes() {
        Map<Integer, String> attributes = new LinkedHashMap<>();
        Parameter[] parameters = method.getParameters();
        for (int i = 0; i < parameters.length; i++) {
            FlagAttribute attribute = parameters[i].getAnnotation(FlagAttribute.class);
            if (attribute != null) {
                check(attribute.value(), parameters[i].getType());
                attributes.put(i, attribute.value());
            }
        }
        return attributes;
    }

    private void check(String attribute, Class<?> type) {
        if (attribute.isEmpty()) {
            problem(Messages.emptyAttributeName(description));
        }
        if (!mayBeAttribute(type)) {
            problem(Messages.attributeType(description, attribute, type.getTypeName()));
        }
    }

    /** Whether some value of the type can be an attribute: of a wide type that shows at the call only. */
    private static boolean mayBeAttribute(Class<?> type) {
        boolean primitive = type.isPrimitive() && type != char.class;
        boolean wide = type == Object.class || type == Collection.class || type == Iterable.class;
        return primitive
                || wide
                || type == Boolean.class
                || type == UUID.class
                || type.isEnum()
                || Number.class.isAssignableFrom(type)
                || CharSequence.class.isAssignableFrom(type)
                || List.class.isAssignableFrom(type)
                || Map.class.isAssignableFrom(type);
    }

    private @Nullable Method redirect() {
        String wanted = annotation.redirect() + Methods.parameters(method);
        Method redirect = Methods.find(beanClass, annotation.redirect(), method.getParameterTypes());
        if (redirect == null) {
            problem(Messages.redirectMissing(
                    description, wanted, beanClass.getName(), Methods.candidates(beanClass, annotation.redirect())));
            return null;
        }
        if (redirect.equals(method)) {
            problem(Messages.redirectToItself(description));
        }
        if (Methods.isPrivate(redirect)) {
            problem(Messages.redirectPrivate(description, Methods.signature(redirect)));
        }
        if (!method.getReturnType().isAssignableFrom(redirect.getReturnType())) {
            problem(Messages.redirectReturns(
                    description,
                    Methods.signature(redirect),
                    redirect.getReturnType().getTypeName(),
                    method.getReturnType().getTypeName()));
        }
        checkExceptions(redirect);
        return redirect;
    }

    private void checkExceptions(Method redirect) {
        for (Class<?> thrown : redirect.getExceptionTypes()) {
            boolean unchecked = RuntimeException.class.isAssignableFrom(thrown) || Error.class.isAssignableFrom(thrown);
            if (!unchecked
                    && Arrays.stream(method.getExceptionTypes()).noneMatch(type -> type.isAssignableFrom(thrown))) {
                problem(Messages.redirectThrows(description, Methods.signature(redirect), thrown.getName()));
            }
        }
    }
}
