package dev.flipper.cdi;

import dev.flipper.EvaluationContext;
import dev.flipper.FeatureFlag;
import java.lang.reflect.Parameter;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** The arguments of a method that are attributes of a check. */
final class FlagArguments {

    private final String place;
    /** Names of attributes by the position of the argument. */
    private final Map<Integer, String> attributes;

    private final AtomicBoolean refusalTold = new AtomicBoolean();

    private FlagArguments(String place, Map<Integer, String> attributes) {
        this.place = place;
        this.attributes = attributes;
    }

    /** Reads the annotations of a method as a class has it, and judges them. */
    static FlagArguments of(Signature method, String place, DeploymentProblems problems) {
        Map<Integer, String> attributes = new LinkedHashMap<>();
        Parameter[] parameters = method.method().getParameters();
        for (int i = 0; i < parameters.length; i++) {
            FlagAttribute attribute = parameters[i].getAnnotation(FlagAttribute.class);
            if (attribute != null) {
                if (attributes.containsValue(attribute.value())) {
                    problems.add(ToggleMessages.attributeTwice(place, attribute.value()));
                }
                check(attribute.value(), Types.erasure(method.parameter(i)), place, problems);
                attributes.put(i, attribute.value());
            }
        }
        return new FlagArguments(place, attributes);
    }

    private static void check(String attribute, Class<?> type, String place, DeploymentProblems problems) {
        if (attribute.isEmpty()) {
            problems.add(ToggleMessages.emptyAttributeName(place));
        }
        if (!mayBeAttribute(type)) {
            problems.add(ToggleMessages.attributeType(place, attribute, type.getTypeName()));
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

    /** Checks the flag; it counts as off if an argument is none that a flag can be checked with. */
    boolean isEnabled(FeatureFlag flag, @Nullable Object[] arguments) {
        if (attributes.isEmpty()) {
            return flag.isEnabled();
        }
        EvaluationContext context = context(arguments);
        return context != null && flag.isEnabled(context);
    }

    private @Nullable EvaluationContext context(@Nullable Object[] arguments) {
        EvaluationContext.Builder context = EvaluationContext.builder();
        try {
            attributes.forEach((position, name) -> context.put(name, arguments[position]));
            return context.build();
        } catch (Throwable e) {
            // Not only what the context refuses: a collection that loads itself lazily may throw anything.
            if (refusalTold.compareAndSet(false, true)) {
                ToggleMessages.attributeRefused(place, e);
            }
            return null;
        }
    }
}
