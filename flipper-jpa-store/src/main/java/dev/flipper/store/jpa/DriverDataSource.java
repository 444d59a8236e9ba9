package dev.flipper.store.jpa;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.time.Duration;
import java.util.Iterator;
import java.util.Properties;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.concurrent.TimeUnit;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Makes the connections that a pool holds. Its driver is the application's, or one beside Flipper: the
 * {@link DriverManager} by itself would give only what the class loader of whoever asks it knows, the pool's.
 */
final class DriverDataSource implements DataSource {

    /** A loader that fails for ever must not be asked for ever. */
    private static final int MOST_DRIVERS = 1000;

    private final JdbcUrl url;
    private final Driver driver;
    private final Properties login;

    /**
     * Finds the driver. Does no I/O.
     *
     * @throws IllegalArgumentException if there is none
     */
    DriverDataSource(JdbcUrl url, @Nullable String user, @Nullable String password, Duration timeout) {
        this.url = url;
        this.driver = driver(url);
        this.login = login(url, user, password, timeout);
    }

    private static Driver driver(JdbcUrl url) {
        Driver found = driver(url, Thread.currentThread().getContextClassLoader());
        if (found == null) {
            found = driver(url, DriverDataSource.class.getClassLoader());
        }
        return found == null ? registered(url) : found;
    }

    private static @Nullable Driver driver(JdbcUrl url, @Nullable ClassLoader loader) {
        Iterator<Driver> drivers = ServiceLoader.load(Driver.class, loader).iterator();
        Driver found = null;
        for (int i = 0; i < MOST_DRIVERS && found == null; i++) {
            try {
                if (!drivers.hasNext()) {
                    return null;
                }
                Driver next = drivers.next();
                found = next.acceptsURL(url.text()) ? next : null;
            } catch (ServiceConfigurationError | LinkageError | SQLException e) {
                // A driver that does not work is none; if there is no other one, that is told.
                found = null;
            }
        }
        return found;
    }

    private static Driver registered(JdbcUrl url) {
        try {
            return DriverManager.getDriver(url.text());
        } catch (SQLException e) {
            // Without the cause, which says less.
            throw new IllegalArgumentException("No driver takes the JDBC URL " + url
                    + ": add that of the database to the class path, as org.postgresql:postgresql or"
                    + " com.h2database:h2, or see what is wrong with the URL");
        }
    }

    /**
     * A database that accepts a connection and then says nothing would be waited for for ever. The limits of the URL
     * come first. Other drivers refuse what they do not know, or have none of these.
     */
    private static Properties login(JdbcUrl url, @Nullable String user, @Nullable String password, Duration timeout) {
        Properties login = new Properties();
        if (user != null) {
            login.setProperty("user", user);
        }
        if (password != null) {
            login.setProperty("password", password);
        }
        if (url.isPostgresql()) {
            String seconds = String.valueOf(TimeUnit.MILLISECONDS.toSeconds(timeout.toMillis() + 1999));
            login.setProperty("connectTimeout", seconds);
            login.setProperty("socketTimeout", seconds);
        }
        return login;
    }

    @Override
    public Connection getConnection() throws SQLException {
        Connection connection = driver.connect(url.text(), (Properties) login.clone());
        if (connection == null) {
            throw new SQLException("The driver " + driver.getClass().getName() + " does not take the JDBC URL " + url);
        }
        return connection;
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        throw new SQLFeatureNotSupportedException("The user is that of the settings");
    }

    @Override
    public @Nullable PrintWriter getLogWriter() {
        return null;
    }

    @Override
    public void setLogWriter(PrintWriter out) {
        // Drivers log as they are set up.
    }

    @Override
    public void setLoginTimeout(int seconds) {
        // There are limits already.
    }

    @Override
    public int getLoginTimeout() {
        return 0;
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        return driver.getParentLogger();
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        throw new SQLException("There is no " + type.getName() + " in here");
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return false;
    }

    @Override
    public String toString() {
        return url.toString();
    }
}
