package dev.flipper.store.jpa;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import org.jspecify.annotations.Nullable;

/** What stands before something of JDBC's, and does what that does, unless it says otherwise. */
abstract class JdbcProxy implements InvocationHandler {

    private final Object target;

    JdbcProxy(Object target) {
        this.target = target;
    }

    <T> T as(Class<T> type) {
        return type.cast(Proxy.newProxyInstance(JdbcProxy.class.getClassLoader(), new Class<?>[] {type}, this));
    }

    @Override
    public final @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
        return switch (method.getName()) {
            case "equals" -> arguments != null && proxy == arguments[0];
            case "hashCode" -> System.identityHashCode(proxy);
            case "toString" -> target.toString();
            default -> answer(method, arguments);
        };
    }

    /** Answers a call of JDBC's. */
    abstract @Nullable Object answer(Method method, Object @Nullable [] arguments) throws Throwable;

    /** Lets what stands behind answer. */
    final @Nullable Object call(Method method, Object @Nullable [] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause() == null ? e : e.getCause();
        }
    }
}
