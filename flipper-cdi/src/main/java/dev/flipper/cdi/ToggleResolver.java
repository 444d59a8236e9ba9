package dev.flipper.cdi;

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
    private final SwitchedMethod switched;
    private final DeploymentProblems problems = new DeploymentProblems();

    ToggleResolver(ToggleContext context, SwitchedMethod switched) {
        this.context = context;
        this.switched = switched;
    }

    /** Gives null if there are problems. */
    @Nullable
    Toggle resolve(DeploymentProblems all) {
        checkAnnotation();
        checkMethod();
        Map<Integer, String> attributes = attributes();
        WhenOff whenOff = new WhenOffResolver(context.beans(), switched, problems).resolve();
        all.addAll(problems);
        return whenOff == null || !problems.isEmpty()
                ? null
                : new Toggle(switched.toString(), switched.annotation(), attributes, whenOff);
    }

    private void checkAnnotation() {
        FeatureToggle annotation = switched.annotation();
        if (annotation.value().isEmpty()) {
            problems.add(Messages.emptyFlagName(switched.place()));
        }
        if (!context.clients().isEmpty() && !context.clients().contains(annotation.client())) {
            problems.add(ToggleMessages.unknownClient(switched.place(), annotation.client(), context.clients()));
        }
    }

    private void checkMethod() {
        if (Methods.isPrivate(switched.method().method())) {
            problems.add(ToggleMessages.notIntercepted(switched.toString(), "private"));
        } else if (Methods.isStatic(switched.method().method())) {
            problems.add(ToggleMessages.notIntercepted(switched.toString(), "static"));
        }
    }

    private Map<Integer, String> attributes() {
        Map<Integer, String> attributes = new LinkedHashMap<>();
        Parameter[] parameters = switched.method().method().getParameters();
        for (int i = 0; i < parameters.length; i++) {
            FlagAttribute attribute = parameters[i].getAnnotation(FlagAttribute.class);
            if (attribute != null) {
                check(attribute.value(), Types.erasure(switched.method().parameter(i)), attributes.values());
                attributes.put(i, attribute.value());
            }
        }
        return attributes;
    }

    private void check(String attribute, Class<?> type, Collection<String> others) {
        if (attribute.isEmpty()) {
            problems.add(ToggleMessages.emptyAttributeName(switched.toString()));
        } else if (others.contains(attribute)) {
            problems.add(ToggleMessages.attributeTwice(switched.toString(), attribute));
        }
        if (!mayBeAttribute(type)) {
            problems.add(ToggleMessages.attributeType(switched.toString(), attribute, type.getTypeName()));
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
