package dev.flipper.store.jpa;

import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A connection that is lent by a pool, to one after the other. */
final class PooledConnection {

    private final Connection connection;
    private volatile Instant lastUsed;

    PooledConnection(Connection connection, Instant now) {
        this.connection = connection;
        this.lastUsed = now;
    }

    /** Gives it to somebody who uses it as if it were his own. */
    Connection lent(Return back) {
        return new Lent(back).as(Connection.class);
    }

    /** Takes a connection back when it is closed. */
    @FunctionalInterface
    interface Return {
        void giveBack(PooledConnection connection);
    }

    /** A driver closes its connection itself when the server has ended it, or has not answered in time. */
    boolean isUsable() throws SQLException {
        return !connection.isClosed();
    }

    boolean isUnusedSince(Instant time) {
        return lastUsed.isBefore(time);
    }

    /** Leaves nothing behind that the next one would meet. */
    void clean(Instant now) throws SQLException {
        if (!connection.getAutoCommit()) {
            connection.rollback();
            connection.setAutoCommit(true);
        }
        lastUsed = now;
    }

    void end() throws SQLException {
        connection.close();
    }

    private final class Lent extends JdbcProxy {

        private final Return back;
        private boolean closed;

        Lent(Return back) {
            super(connection);
            this.back = back;
        }

        @Override
        @Nullable
        Object answer(Method method, Object @Nullable [] arguments) throws Throwable {
            return switch (method.getName()) {
                case "close" -> close();
                case "isClosed" -> isClosed();
                default -> open(method, arguments);
            };
        }

        private @Nullable Object close() {
            if (!closed) {
                closed = true;
                back.giveBack(PooledConnection.this);
            }
            return null;
        }

        private boolean isClosed() throws SQLException {
            return closed || connection.isClosed();
        }

        private @Nullable Object open(Method method, Object @Nullable [] arguments) throws Throwable {
            if (closed) {
                throw new SQLException("The connection has been given back", "08003");
            }
            return call(method, arguments);
        }
    }
}
