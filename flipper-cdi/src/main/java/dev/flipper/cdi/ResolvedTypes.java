package dev.flipper.cdi;

import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Generic types that stand in no source, as variables in them are replaced. They are compared by {@link Types#same}: an
 * equality that could not tell them from those of the JDK would be no equality.
 */
final class ResolvedTypes {

    private ResolvedTypes() {}

    static final class Parameterized implements ParameterizedType {

        private final ParameterizedType template;
        private final Type[] arguments;

        Parameterized(ParameterizedType template, Type[] arguments) {
            this.template = template;
            this.arguments = arguments;
        }

        @Override
        public Type[] getActualTypeArguments() {
            return arguments.clone();
        }

        @Override
        public Type getRawType() {
            return template.getRawType();
        }

        @Override
        public @Nullable Type getOwnerType() {
            return template.getOwnerType();
        }

        @Override
        public String toString() {
            return getRawType().getTypeName() + "<" + names(arguments, ", ") + ">";
        }
    }

    static final class GenericArray implements GenericArrayType {

        private final Type component;

        GenericArray(Type component) {
            this.component = component;
        }

        @Override
        public Type getGenericComponentType() {
            return component;
        }

        @Override
        public String toString() {
            return component.getTypeName() + "[]";
        }
    }

    static final class Wildcard implements WildcardType {

        private final Type[] upper;
        private final Type[] lower;

        Wildcard(Type[] upper, Type[] lower) {
            this.upper = upper;
            this.lower = lower;
        }

        @Override
        public Type[] getUpperBounds() {
            return upper.clone();
        }

        @Override
        public Type[] getLowerBounds() {
            return lower.clone();
        }

        @Override
        public String toString() {
            if (lower.length > 0) {
                return "? super " + names(lower, " & ");
            }
            return upper[0] == Object.class ? "?" : "? extends " + names(upper, " & ");
        }
    }

    private static String names(Type[] types, String separator) {
        return Arrays.stream(types).map(Type::getTypeName).collect(Collectors.joining(separator));
    }
}
