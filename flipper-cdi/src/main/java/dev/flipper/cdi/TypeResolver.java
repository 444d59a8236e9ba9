package dev.flipper.cdi;

import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads types as one class sees them: with what it and its ancestors put in for type variables. In a {@code Derived
 * extends Base<String>} the {@code T} of {@code Base<T>} is a {@code String}. Variables of the class itself stay.
 */
final class TypeResolver {

    private final Map<TypeVariable<?>, Type> arguments;

    private TypeResolver(Map<TypeVariable<?>, Type> arguments) {
        this.arguments = arguments;
    }

    static TypeResolver of(Type type) {
        TypeResolver resolver = new TypeResolver(new HashMap<>());
        resolver.learn(type);
        return resolver;
    }

    /** Also puts the second variables in for the first, position by position. */
    TypeResolver replacing(TypeVariable<?>[] variables, TypeVariable<?>[] replacements) {
        Map<TypeVariable<?>, Type> more = new HashMap<>(arguments);
        for (int i = 0; i < variables.length; i++) {
            more.put(variables[i], replacements[i]);
        }
        return new TypeResolver(more);
    }

    private void learn(Type type) {
        if (type instanceof ParameterizedType parameterized) {
            TypeVariable<?>[] variables = Types.erasure(type).getTypeParameters();
            for (int i = 0; i < variables.length; i++) {
                arguments.put(variables[i], resolve(parameterized.getActualTypeArguments()[i]));
            }
        }
        ancestors(Types.erasure(type)).forEach(this::learnAncestor);
    }

    private void learnAncestor(Type ancestor) {
        if (ancestor instanceof Class<?> raw) {
            for (TypeVariable<?> variable : raw.getTypeParameters()) {
                arguments.put(variable, Types.erasure(variable));
            }
        }
        learn(ancestor);
    }

    private static List<Type> ancestors(Class<?> type) {
        List<Type> ancestors = new ArrayList<>(Arrays.asList(type.getGenericInterfaces()));
        Type superclass = type.getGenericSuperclass();
        if (superclass != null) {
            ancestors.add(superclass);
        }
        return ancestors;
    }

    Type resolve(Type type) {
        if (type instanceof TypeVariable<?> variable) {
            return arguments.getOrDefault(variable, variable);
        }
        if (type instanceof ParameterizedType parameterized) {
            return new ResolvedTypes.Parameterized(parameterized, resolveAll(parameterized.getActualTypeArguments()));
        }
        if (type instanceof GenericArrayType array) {
            Type component = resolve(array.getGenericComponentType());
            return component instanceof Class<?> known ? known.arrayType() : new ResolvedTypes.GenericArray(component);
        }
        if (type instanceof WildcardType wildcard) {
            return new ResolvedTypes.Wildcard(
                    resolveAll(wildcard.getUpperBounds()), resolveAll(wildcard.getLowerBounds()));
        }
        return type;
    }

    Type[] resolveAll(Type[] types) {
        return Arrays.stream(types).map(this::resolve).toArray(Type[]::new);
    }
}
