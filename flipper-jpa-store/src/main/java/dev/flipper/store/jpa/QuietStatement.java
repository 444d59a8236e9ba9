package dev.flipper.store.jpa;

import java.lang.reflect.Method;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * A statement whose failures are unchecked exceptions. Hibernate logs the others each time, as errors, also those that
 * are no more than another writer in the way.
 */
final class QuietStatement extends JdbcProxy {

    private QuietStatement(PreparedStatement statement) {
        super(statement);
    }

    static PreparedStatement of(PreparedStatement statement) {
        return new QuietStatement(statement).as(PreparedStatement.class);
    }

    @Override
    @Nullable
    Object answer(Method method, Object @Nullable [] arguments) throws Throwable {
        try {
            return call(method, arguments);
        } catch (SQLException e) {
            throw method.getName().startsWith("execute") ? new StatementException(e) : e;
        }
    }
}
