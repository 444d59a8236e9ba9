package dev.flipper.store.jpa;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * A statement whose failures are unchecked exceptions. Hibernate logs the others each time, as errors, also those that
 * are no more than another writer in the way.
 */
final class QuietStatement implements InvocationHandler {

    private final PreparedStatement statement;

    private QuietStatement(PreparedStatement statement) {
        this.statement = statement;
    }

    static PreparedStatement of(PreparedStatement statement) {
        return (PreparedStatement) Proxy.newProxyInstance(
                QuietStatement.class.getClassLoader(),
                new Class<?>[] {PreparedStatement.class},
                new QuietStatement(statement));
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
        return switch (method.getName()) {
            case "equals" -> arguments != null && proxy == arguments[0];
            case "hashCode" -> System.identityHashCode(proxy);
            case "toString" -> statement.toString();
            default -> call(method, arguments);
        };
    }

    private @Nullable Object call(Method method, Object @Nullable [] arguments) throws Throwable {
        try {
            return method.invoke(statement, arguments);
        } catch (InvocationTargetException e) {
            Throwable failure = e.getCause() == null ? e : e.getCause();
            if (failure instanceof SQLException sql && method.getName().startsWith("execute")) {
                throw new StatementException(sql);
            }
            throw failure;
        }
    }
}
