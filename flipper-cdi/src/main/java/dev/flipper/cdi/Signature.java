package dev.flipper.cdi;

import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** A method with its types as one class sees them that has or inherits it. */
final class Signature {

    private final Method method;
    private final TypeResolver types;
    private final Type[] parameters;

    private Signature(Method method, TypeResolver types) {
        this.method = method;
        this.types = types;
        this.parameters = types.resolveAll(method.getGenericParameterTypes());
    }

    static Signature of(Type owner, Method method) {
        return new Signature(method, TypeResolver.of(owner));
    }

    /**
     * The type variables of the method itself go by other names, which are those of the method that it is put beside.
     */
    Signature beside(Method other) {
        TypeVariable<?>[] own = method.getTypeParameters();
        TypeVariable<?>[] others = other.getTypeParameters();
        return own.length == others.length ? new Signature(method, types.replacing(own, others)) : this;
    }

    Method method() {
        return method;
    }

    Type parameter(int position) {
        return parameters[position];
    }

    Type returned() {
        return types.resolve(method.getGenericReturnType());
    }

    /** The checked exceptions that it declares. */
    List<? extends Class<?>> checked() {
        return thrown().stream().filter(type -> !isUnchecked(type)).toList();
    }

    static boolean isUnchecked(Class<?> thrown) {
        return RuntimeException.class.isAssignableFrom(thrown) || Error.class.isAssignableFrom(thrown);
    }

    boolean declares(Class<?> exception) {
        return thrown().stream().anyMatch(type -> type.isAssignableFrom(exception));
    }

    private List<? extends Class<?>> thrown() {
        return Arrays.stream(types.resolveAll(method.getGenericExceptionTypes()))
                .map(Types::erasure)
                .toList();
    }

    boolean takesTheSameAs(Signature other) {
        return Types.allSame(parameters, other.parameters) && hasTheSameVariablesAs(other);
    }

    /** As a method without generics may override one that has them. */
    boolean takesTheErasureOf(Signature other) {
        Type[] erased = Arrays.stream(other.parameters).map(Types::erasure).toArray(Type[]::new);
        return method.getTypeParameters().length == 0 && Types.allSame(parameters, erased);
    }

    private boolean hasTheSameVariablesAs(Signature other) {
        TypeVariable<?>[] own = method.getTypeParameters();
        TypeVariable<?>[] others = other.method.getTypeParameters();
        boolean same = own.length == others.length;
        for (int i = 0; same && i < own.length; i++) {
            same = Types.allSame(types.resolveAll(own[i].getBounds()), other.types.resolveAll(others[i].getBounds()));
        }
        return same;
    }

    String parameters() {
        return Arrays.stream(parameters).map(Type::getTypeName).collect(Collectors.joining(", ", "(", ")"));
    }

    @Override
    public String toString() {
        return variables() + method.getName() + parameters();
    }

    /** Those with bounds: two methods may differ in nothing else. */
    private String variables() {
        String bounded = Arrays.stream(method.getTypeParameters())
                .filter(variable -> variable.getBounds()[0] != Object.class)
                .map(variable -> variable.getName() + " extends " + bounds(variable))
                .collect(Collectors.joining(", "));
        return bounded.isEmpty() ? "" : "<" + bounded + "> ";
    }

    private String bounds(TypeVariable<?> variable) {
        return Arrays.stream(types.resolveAll(variable.getBounds()))
                .map(Type::getTypeName)
                .collect(Collectors.joining(" & "));
    }
}
