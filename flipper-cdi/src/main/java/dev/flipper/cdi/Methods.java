package dev.flipper.cdi;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds methods of classes, their own and inherited ones, and calls them. */
final class Methods {

    private Methods() {}

    /** The method that could override another one, were it not for its name; a result and exceptions aside. */
    static @Nullable Signature find(Type owner, String name, Signature other) {
        List<Signature> candidates = named(owner, name)
                .map(candidate -> candidate.beside(other.method()))
                .toList();
        // Of methods with the same parameters the first is the one that is called.
        Optional<Signature> exact = candidates.stream()
                .filter(candidate -> candidate.takesTheSameAs(other))
                .findFirst();
        return exact.or(() -> candidates.stream()
                        .filter(candidate -> candidate.takesTheErasureOf(other))
                        .findFirst())
                .orElse(null);
    }

    /** Whether objects of the class run another method where this one is called; some containers tell of both. */
    static boolean isOverridden(Class<?> owner, Method method) {
        if (method.getDeclaringClass() == owner || isPrivate(method) || isStatic(method)) {
            return false;
        }
        Signature called = find(owner, method.getName(), Signature.of(owner, method));
        Class<?> declaring =
                called == null ? method.getDeclaringClass() : called.method().getDeclaringClass();
        return declaring != method.getDeclaringClass()
                && method.getDeclaringClass().isAssignableFrom(declaring);
    }

    /** The methods above a class that a bridge in it stands for, which tell of their types what it does not. */
    static Stream<Method> bridged(Class<?> owner, Method bridge) {
        return above(owner)
                .flatMap(type -> Stream.of(type.getDeclaredMethods()))
                .filter(method -> !method.isBridge()
                        && method.getName().equals(bridge.getName())
                        && Arrays.equals(method.getParameterTypes(), bridge.getParameterTypes()));
    }

    private static Stream<Class<?>> above(Class<?> type) {
        return Stream.concat(Stream.ofNullable(type.getSuperclass()), Stream.of(type.getInterfaces()))
                .flatMap(parent -> Stream.concat(Stream.of(parent), above(parent)));
    }

    /** The most special class comes first, and inherited default methods last. */
    private static Stream<Signature> named(Type owner, String name) {
        List<Method> methods = new ArrayList<>();
        for (Class<?> type = Types.erasure(owner); type != null; type = type.getSuperclass()) {
            methods.addAll(Arrays.asList(type.getDeclaredMethods()));
        }
        methods.addAll(Arrays.asList(Types.erasure(owner).getMethods()));
        return methods.stream()
                .filter(method -> method.getName().equals(name) && !method.isBridge() && !method.isSynthetic())
                .distinct()
                .map(method -> Signature.of(owner, method));
    }

    /** Methods of the right name but with other parameters, as an ending of a sentence. */
    static String candidates(Type owner, String name) {
        String found = named(owner, name).map(Signature::toString).distinct().collect(Collectors.joining(", "));
        return found.isEmpty() ? "" : ", only " + found;
    }

    static String signature(Method method) {
        return Arrays.stream(method.getParameterTypes())
                .map(Class::getTypeName)
                .collect(Collectors.joining(", ", method.getName() + "(", ")"));
    }

    /** Whether the method overrides one that every object has and others may call. */
    static boolean isOfObject(Method method) {
        return Stream.of(Object.class.getMethods())
                .anyMatch(known -> known.getName().equals(method.getName())
                        && Arrays.equals(known.getParameterTypes(), method.getParameterTypes()));
    }

    static boolean isPrivate(Method method) {
        return Modifier.isPrivate(method.getModifiers());
    }

    static boolean isStatic(Method method) {
        return Modifier.isStatic(method.getModifiers());
    }

    /** Calls a method that has been made accessible. Whoever called a plain method gets what a plain method throws. */
    static @Nullable Object call(Method method, Object target, @Nullable Object[] arguments) throws Exception {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw Methods.<Exception>asIs(e.getCause() == null ? e : e.getCause());
        }
    }

    /** Lets whatever was thrown be thrown on, be it an error or something of an own kind. */
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // the cast is none, which is the purpose
    static <E extends Throwable> E asIs(Throwable thrown) throws E {
        throw (E) thrown;
    }
}
