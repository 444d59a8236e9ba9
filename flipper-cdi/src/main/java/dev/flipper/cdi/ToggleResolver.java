package dev.flipper.cdi;

import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Turns one annotation into what a call of one method needs, or into problems. */
final class ToggleResolver {

    private final ToggleContext context;
    private final Signature method;
    private final FeatureToggle annotation;
    /** Where the annotation stands: so that what is wrong with one on a class is told once. */
    private final String place;

    private final String description;
    private final WhenOffResolver whenOff;
    private final DeploymentProblems problems = new DeploymentProblems();

    private ToggleResolver(
            ToggleContext context,
            Class<?> beanClass,
            Method method,
            FeatureToggle annotation,
            @Nullable Collection<String> missing) {
        this.context = context;
        this.method = Signature.of(beanClass, method);
        this.annotation = annotation;
        String onClass = ToggleMessages.describe(annotation) + " on " + beanClass.getName();
        this.description = onClass + "." + this.method;
        this.place = missing == null ? description : onClass;
        this.whenOff = new WhenOffResolver(
                context.beans(), beanClass, this.method, annotation, place, description, problems, missing);
    }

    static ToggleResolver onMethod(ToggleContext context, Class<?> beanClass, Method method, FeatureToggle annotation) {
        return new ToggleResolver(context, beanClass, method, annotation, null);
    }

    /** Adds the method to those that are missing if the handler has no counterpart of it. */
    static ToggleResolver onClass(
            ToggleContext context,
            Class<?> beanClass,
            Method method,
            FeatureToggle annotation,
            Collection<String> missing) {
        return new ToggleResolver(context, beanClass, method, annotation, missing);
    }

    /** Gives null if there are problems. */
    @Nullable
    Toggle resolve(DeploymentProblems all) {
        checkAnnotation();
        checkMethod();
        Map<Integer, String> attributes = attributes();
        WhenOff resolved = whenOff.resolve();
        all.addAll(problems);
        return resolved == null || !problems.isEmpty()
                ? null
                : new Toggle(description, annotation, attributes, resolved);
    }

    private void checkAnnotation() {
        if (annotation.value().isEmpty()) {
            problems.add(Messages.emptyFlagName(place));
        }
        if (!context.clients().isEmpty() && !context.clients().contains(annotation.client())) {
            problems.add(ToggleMessages.unknownClient(place, annotation.client(), context.clients()));
        }
    }

    private void checkMethod() {
        if (Methods.isPrivate(method.method())) {
            problems.add(ToggleMessages.notIntercepted(description, "private"));
        } else if (Methods.isStatic(method.method())) {
            problems.add(ToggleMessages.notIntercepted(description, "static"));
        }
    }

    private Map<Integer, String> attributes() {
        Map<Integer, String> attributes = new LinkedHashMap<>();
        Parameter[] parameters = method.method().getParameters();
        for (int i = 0; i < parameters.length; i++) {
            FlagAttribute attribute = parameters[i].getAnnotation(FlagAttribute.class);
            if (attribute != null) {
                check(attribute.value(), Types.erasure(method.parameter(i)), attributes.values());
                attributes.put(i, attribute.value());
            }
        }
        return attributes;
    }

    private void check(String attribute, Class<?> type, Collection<String> others) {
        if (attribute.isEmpty()) {
            problems.add(ToggleMessages.emptyAttributeName(description));
        } else if (others.contains(attribute)) {
            problems.add(ToggleMessages.attributeTwice(description, attribute));
        }
        if (!mayBeAttribute(type)) {
            problems.add(ToggleMessages.attributeType(description, attribute, type.getTypeName()));
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
}
