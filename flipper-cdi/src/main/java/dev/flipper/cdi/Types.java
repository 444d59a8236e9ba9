package dev.flipper.cdi;

import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.Arrays;

/** Compares resolved types as the compiler would. */
final class Types {

    private Types() {}

    static Class<?> erasure(Type type) {
        if (type instanceof Class<?> known) {
            return known;
        }
        if (type instanceof ParameterizedType parameterized) {
            return erasure(parameterized.getRawType());
        }
        if (type instanceof GenericArrayType array) {
            return erasure(array.getGenericComponentType()).arrayType();
        }
        return erasure(bounds(type)[0]);
    }

    /** Of a variable or a wildcard: at least one. */
    private static Type[] bounds(Type type) {
        if (type instanceof TypeVariable<?> variable) {
            return variable.getBounds();
        }
        if (type instanceof WildcardType wildcard) {
            return wildcard.getUpperBounds();
        }
        throw new IllegalArgumentException("Unknown kind of type: " + type);
    }

    static boolean same(Type a, Type b) {
        if (a instanceof ParameterizedType left && b instanceof ParameterizedType right) {
            return left.getRawType().equals(right.getRawType())
                    && allSame(left.getActualTypeArguments(), right.getActualTypeArguments());
        }
        if (a instanceof GenericArrayType left && b instanceof GenericArrayType right) {
            return same(left.getGenericComponentType(), right.getGenericComponentType());
        }
        if (a instanceof WildcardType left && b instanceof WildcardType right) {
            return allSame(left.getUpperBounds(), right.getUpperBounds())
                    && allSame(left.getLowerBounds(), right.getLowerBounds());
        }
        return a.equals(b);
    }

    static boolean allSame(Type[] a, Type[] b) {
        boolean same = a.length == b.length;
        for (int i = 0; same && i < a.length; i++) {
            same = same(a[i], b[i]);
        }
        return same;
    }

    /** Whether what has one type can be returned where another one is declared; a raw type fits, as it compiles. */
    static boolean fits(Type wanted, Type given) {
        if (same(wanted, given)) {
            return true;
        }
        if (given instanceof TypeVariable<?> || given instanceof WildcardType) {
            return Arrays.stream(bounds(given)).anyMatch(bound -> fits(wanted, bound));
        }
        if (wanted instanceof Class<?> known) {
            return known.isAssignableFrom(erasure(given));
        }
        if (wanted instanceof GenericArrayType array) {
            return fitsArray(array.getGenericComponentType(), given);
        }
        return wanted instanceof ParameterizedType parameterized && fitsParameterized(parameterized, given);
    }

    private static boolean fitsArray(Type wantedComponent, Type given) {
        if (given instanceof GenericArrayType array) {
            return fits(wantedComponent, array.getGenericComponentType());
        }
        return given instanceof Class<?> known && known.isArray() && fits(wantedComponent, known.getComponentType());
    }

    private static boolean fitsParameterized(ParameterizedType wanted, Type given) {
        Class<?> raw = erasure(wanted);
        if (!raw.isAssignableFrom(erasure(given))) {
            return false;
        }
        if (given instanceof Class<?> known && known.getTypeParameters().length > 0) {
            return true;
        }
        TypeResolver types = TypeResolver.of(given);
        TypeVariable<?>[] variables = raw.getTypeParameters();
        for (int i = 0; i < variables.length; i++) {
            if (!contains(wanted.getActualTypeArguments()[i], types.resolve(variables[i]))) {
                return false;
            }
        }
        return true;
    }

    /** Whether one type argument allows whatever another one does. */
    private static boolean contains(Type wanted, Type given) {
        if (!(wanted instanceof WildcardType wildcard)) {
            return same(wanted, given);
        }
        boolean above = Arrays.stream(wildcard.getUpperBounds()).allMatch(bound -> fits(bound, given));
        return above && Arrays.stream(wildcard.getLowerBounds()).allMatch(bound -> isBelow(bound, given));
    }

    private static boolean isBelow(Type bound, Type given) {
        if (given instanceof WildcardType wildcard) {
            return Arrays.stream(wildcard.getLowerBounds()).anyMatch(lower -> fits(lower, bound));
        }
        return fits(given, bound);
    }
}
