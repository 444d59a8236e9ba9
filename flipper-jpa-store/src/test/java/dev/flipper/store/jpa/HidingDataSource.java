package dev.flipper.store.jpa;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import org.postgresql.ds.PGSimpleDataSource;

/** Gives connections that do not show whose they are. */
final class HidingDataSource extends PGSimpleDataSource {

    private static final long serialVersionUID = 1;

    HidingDataSource(PGSimpleDataSource shown) {
        setUrl(shown.getUrl());
        setUser(shown.getUser());
    }

    @Override
    public Connection getConnection() throws SQLException {
        return hidden(Connection.class, super.getConnection());
    }

    private static <T> T hidden(Class<T> type, T shown) {
        return type.cast(Proxy.newProxyInstance(
                HidingDataSource.class.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> invoke(proxy, shown, method, arguments)));
    }

    private static Object invoke(Object proxy, Object shown, Method method, Object... arguments) throws Throwable {
        if (method.getName().equals("unwrap")) {
            throw new SQLException("hidden");
        }
        if (method.getName().equals("getConnection")) {
            return proxy;
        }
        try {
            Object result = method.invoke(shown, arguments);
            return result instanceof DatabaseMetaData metaData ? hidden(DatabaseMetaData.class, metaData) : result;
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
