package dev.flipper.store.jpa;

import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;

/** Databases in memory, each of its own. */
final class H2Databases {

    private H2Databases() {}

    /** Gives an address that nobody else has; what it leads to lasts as long as this process. */
    static String url() {
        return "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1";
    }

    static JdbcDataSource dataSource() {
        return dataSource(url());
    }

    static JdbcDataSource dataSource(String url) {
        JdbcDataSource source = new JdbcDataSource();
        source.setURL(url);
        return source;
    }

    static void execute(String url, String... statements) throws SQLException {
        try (Connection connection = dataSource(url).getConnection()) {
            for (String statement : statements) {
                connection.createStatement().execute(statement);
            }
        }
    }

    /** A database that can be away. */
    static final class Switched {

        private final JdbcDataSource database = H2Databases.dataSource();
        private final AtomicInteger asked = new AtomicInteger();
        private volatile boolean away;

        void away(boolean now) {
            away = now;
        }

        /** What the store calls it. */
        String name() {
            return source().getClass().getSimpleName();
        }

        int asked() {
            return asked.get();
        }

        DataSource source() {
            return (DataSource) Proxy.newProxyInstance(
                    Switched.class.getClassLoader(), new Class<?>[] {DataSource.class}, (proxy, method, arguments) -> {
                        if (method.getName().equals("getConnection")) {
                            asked.incrementAndGet();
                            if (away) {
                                throw new SQLNonTransientConnectionException("the horse has bolted", "08001");
                            }
                        }
                        return method.invoke(database, arguments);
                    });
        }
    }
}
