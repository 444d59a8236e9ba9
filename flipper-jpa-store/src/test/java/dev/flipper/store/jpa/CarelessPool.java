package dev.flipper.store.jpa;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;

/** Keeps connections, and never looks whether one that it gives out is still alive. */
final class CarelessPool implements AutoCloseable {

    private final DataSource connections;
    private final Queue<Connection> idle = new ConcurrentLinkedQueue<>();
    private final AtomicInteger inUse = new AtomicInteger();

    CarelessPool(DataSource connections) {
        this.connections = connections;
    }

    DataSource source() {
        return (DataSource) Proxy.newProxyInstance(
                CarelessPool.class.getClassLoader(), new Class<?>[] {DataSource.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("getConnection")) {
                        return lent();
                    }
                    throw new UnsupportedOperationException(method.getName());
                });
    }

    private Connection lent() throws SQLException {
        Connection kept = idle.poll();
        Connection connection = kept == null ? connections.getConnection() : kept;
        inUse.incrementAndGet();
        return (Connection) Proxy.newProxyInstance(
                CarelessPool.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("close")) {
                        giveBack(connection);
                        return null;
                    }
                    try {
                        return method.invoke(connection, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    /** Those that the driver has closed, as it does when the server has ended them, are not worth to be kept. */
    private void giveBack(Connection connection) throws SQLException {
        inUse.decrementAndGet();
        if (!connection.isClosed()) {
            idle.add(connection);
        }
    }

    int inUse() {
        return inUse.get();
    }

    int idle() {
        return idle.size();
    }

    /** Makes so many connections, which nobody uses. */
    void fill(int size) throws SQLException {
        List<Connection> made = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            made.add(lent());
        }
        for (Connection connection : made) {
            connection.close();
        }
    }

    @Override
    public void close() throws SQLException {
        for (Connection connection = idle.poll(); connection != null; connection = idle.poll()) {
            connection.close();
        }
    }
}
