package dev.flipper.cdi;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds methods of beans, their own and inherited ones, and describes them to people. */
final class Methods {

    private Methods() {}

    static @Nullable Method find(Class<?> beanClass, String name, Class<?>[] parameterTypes) {
        return named(beanClass, name)
                .filter(method -> Arrays.equals(method.getParameterTypes(), parameterTypes))
                .findFirst()
                .orElse(null);
    }

    /** The most special class comes first, and inherited default methods last. */
    private static Stream<Method> named(Class<?> beanClass, String name) {
        List<Method> methods = new ArrayList<>();
        for (Class<?> type = beanClass; type != null; type = type.getSuperclass()) {
            methods.addAll(Arrays.asList(type.getDeclaredMethods()));
        }
        methods.addAll(Arrays.asList(beanClass.getMethods()));
        return methods.stream()
                .filter(method -> method.getName().equals(name) && !method.isBridge() && !method.isSynthetic());
    }

    /** Methods of the right name but with other parameters, as an ending of a sentence. */
    static String candidates(Class<?> beanClass, String name) {
        String found = named(beanClass, name).distinct().map(Methods::signature).collect(Collectors.joining(", "));
        return found.isEmpty() ? "" : ", only " + found;
    }

    static String signature(Method method) {
        return method.getName() + parameters(method);
    }

    static String parameters(Method method) {
        return Arrays.stream(method.getParameterTypes())
                .map(Class::getTypeName)
                .collect(Collectors.joining(", ", "(", ")"));
    }

    static boolean isPrivate(Method method) {
        return Modifier.isPrivate(method.getModifiers());
    }
}
