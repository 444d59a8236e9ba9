package dev.flipper.store.jpa;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.time.Duration;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The data source that the persistence provider works with: the real one's connections, with time limits, and as a part
 * of the caller's transaction where there is one. The provider begins and ends transactions as always; whose they are
 * is none of its business.
 */
final class FlagConnections implements DataSource {

    private final Connections connections;
    private final CallerTransactions callers;
    private final Duration timeout;

    FlagConnections(Connections connections, CallerTransactions callers, Duration timeout) {
        this.connections = connections;
        this.callers = callers;
        this.timeout = timeout;
    }

    @Override
    public Connection getConnection() throws SQLException {
        boolean join = callers.isActive();
        Connection connection = connections.connect();
        return join ? JoinedConnection.of(connection, timeout) : OwnConnection.of(connection, timeout);
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        throw new SQLFeatureNotSupportedException("The user is a matter of the data source's");
    }

    @Override
    public @Nullable PrintWriter getLogWriter() {
        return null;
    }

    @Override
    public void setLogWriter(PrintWriter out) {
        // Whoever has made the real data source has set that up.
    }

    @Override
    public void setLoginTimeout(int seconds) {
        // The same.
    }

    @Override
    public int getLoginTimeout() {
        return 0;
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        throw new SQLFeatureNotSupportedException();
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        throw new SQLException("There is no " + type.getName() + " in here");
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return false;
    }
}
