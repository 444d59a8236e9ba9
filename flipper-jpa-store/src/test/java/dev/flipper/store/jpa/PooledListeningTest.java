package dev.flipper.store.jpa;

import static dev.flipper.store.testing.ToldInOrder.CONNECTED;
import static dev.flipper.store.testing.ToldInOrder.DISCONNECTED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The watch's connection is one of a pool, which gives it to others afterwards. */
class PooledListeningTest extends WatchFixture {

    private HikariDataSource pool;

    private void watchPool(boolean autoCommit) {
        useDatabase(PostgresVersion.POSTGRESQL_18);
        HikariConfig config = new HikariConfig();
        config.setDataSource(database.dataSource());
        config.setMaximumPoolSize(1);
        config.setMinimumIdle(0);
        config.setAutoCommit(autoCommit);
        pool = opened(new HikariDataSource(config));
        watch(() -> pool);
        insert("A");
        assertThat(told.next()).isEqualTo("A");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aConnectionThatIsGivenBackListensNoMoreAndIsAsBefore(boolean autoCommit) throws SQLException {
        watchPool(autoCommit);
        String pid = listener();
        threads.get(0).interrupt();
        assertThat(told.next()).isEqualTo(DISCONNECTED);
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT pg_backend_pid()::text," + " (SELECT count(*) FROM pg_listening_channels())")) {
            assertThat(row.next()).isTrue();
            assertThat(row.getString(1)).as("the same connection").isEqualTo(pid);
            assertThat(row.getInt(2)).isZero();
            assertThat(connection.getNetworkTimeout()).isZero();
            assertThat(connection.getAutoCommit()).isEqualTo(autoCommit);
        }
    }

    private String listener() {
        return database.psql("SELECT pid FROM pg_stat_activity WHERE datname = '" + database.name()
                + "' AND pid <> pg_backend_pid()");
    }

    @ParameterizedTest
    @ValueSource(strings = {"close", "terminate"})
    void aConnectionThatIsBrokenIsNotGivenToAnybody(String how) throws SQLException {
        watchPool(true);
        if (how.equals("close")) {
            watch.close();
            assertThat(told.next()).isEqualTo(DISCONNECTED);
            await().until(() -> pool.getHikariPoolMXBean().getActiveConnections() == 0);
            try (Connection connection = pool.getConnection()) {
                assertThat(connection.isValid(5)).isTrue();
            }
        } else {
            database.psql("SELECT pg_terminate_backend(" + listener() + ")");
            assertThat(told.next()).isEqualTo(DISCONNECTED);
            assertThat(told.next()).isEqualTo(CONNECTED);
            assertThat(pool.getHikariPoolMXBean().getTotalConnections()).isOne();
        }
    }
}
