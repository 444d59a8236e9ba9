package dev.flipper.cdi;

import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.interceptor.InvocationContext;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Modifier;
import org.jspecify.annotations.Nullable;

/** Throws an exception of a class that the annotation names. */
final class ThrownException implements WhenOff {

    private final Constructor<? extends Throwable> constructor;
    private final Object[] arguments;

    private ThrownException(Constructor<? extends Throwable> constructor, Object... arguments) {
        this.constructor = constructor;
        this.arguments = arguments;
        constructor.setAccessible(true);
    }

    /** Gives null if the class has no public constructor that takes a message or nothing. */
    static @Nullable ThrownException of(Class<? extends Throwable> type, String message) {
        if (Modifier.isAbstract(type.getModifiers())) {
            return null;
        }
        Constructor<? extends Throwable> withMessage = constructor(type, String.class);
        if (withMessage != null) {
            return new ThrownException(withMessage, message);
        }
        Constructor<? extends Throwable> plain = constructor(type);
        return plain == null ? null : new ThrownException(plain);
    }

    private static @Nullable Constructor<? extends Throwable> constructor(
            Class<? extends Throwable> type, Class<?>... parameters) {
        try {
            return type.getConstructor(parameters);
        } catch (NoSuchMethodException e) {
            return null;
        }
    }

    @Override
    public @Nullable Object happen(InvocationContext call, BeanManager beanManager) throws Exception {
        try {
            throw Methods.<Exception>asIs(constructor.newInstance(arguments));
        } catch (InvocationTargetException e) {
            throw Methods.<Exception>asIs(e.getCause() == null ? e : e.getCause());
        }
    }
}
