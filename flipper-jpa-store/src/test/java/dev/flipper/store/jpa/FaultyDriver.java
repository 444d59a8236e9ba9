package dev.flipper.store.jpa;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** H2's driver, which fails where a test wants it to: as no real one can be made to. */
final class FaultyDriver {

    /** What is done in the place of a commit. */
    @FunctionalInterface
    interface Commit {
        void commit(Connection connection) throws SQLException;
    }

    /** What is done when a connection has been given back. */
    @FunctionalInterface
    interface Return {
        void returned() throws SQLException;
    }

    private final DataSource database = H2Databases.dataSource();
    private volatile Commit commit = Connection::commit;
    private volatile Return afterwards = () -> {};

    void onCommit(Commit work) {
        commit = work;
    }

    void onReturn(Return work) {
        afterwards = work;
    }

    DataSource source() {
        return (DataSource) Proxy.newProxyInstance(
                FaultyDriver.class.getClassLoader(), new Class<?>[] {DataSource.class}, (proxy, method, arguments) -> {
                    Object answer = method.invoke(database, arguments);
                    return answer instanceof Connection connection ? faulty(connection) : answer;
                });
    }

    private Connection faulty(Connection connection) {
        return (Connection) Proxy.newProxyInstance(
                FaultyDriver.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("commit")) {
                        commit.commit(connection);
                        return null;
                    }
                    try {
                        Object answer = method.invoke(connection, arguments);
                        if (method.getName().equals("close")) {
                            afterwards.returned();
                        }
                        return answer;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
