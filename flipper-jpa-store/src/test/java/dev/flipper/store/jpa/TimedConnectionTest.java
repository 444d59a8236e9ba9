package dev.flipper.store.jpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What a connection is like that others use too. */
class TimedConnectionTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    private final PostgresDatabase database = PostgresVersion.POSTGRESQL_18.newDatabase();

    /** Whose connections are closed only when the test has looked at them. */
    private static Connection kept(Connection connection) {
        return new PooledConnection(connection, Instant.EPOCH).lent(back -> {});
    }

    @Test
    void itWaitsForALimitedTimeAndIsGivenBackAsItWas() throws SQLException {
        try (Connection connection = database.dataSource().getConnection()) {
            connection.setNetworkTimeout(Runnable::run, 77_000);
            connection.setAutoCommit(false);
            try (Connection timed = OwnConnection.of(kept(connection), TIMEOUT)) {
                assertThat(timed.getNetworkTimeout()).isEqualTo(3_000);
                assertThat(timed.getAutoCommit()).isTrue();
            }
            assertThat(connection.getNetworkTimeout()).isEqualTo(77_000);
            assertThat(connection.getAutoCommit()).isFalse();
        }
    }

    @Test
    void oneThatCannotJoinIsGivenBackAsItWas() throws SQLException {
        try (Connection connection = database.dataSource().getConnection()) {
            connection.setNetworkTimeout(Runnable::run, 77_000);
            assertThatExceptionOfType(NoConnectionException.class)
                    .isThrownBy(() -> JoinedConnection.of(kept(connection), TIMEOUT))
                    .withMessageStartingWith("the data source does not take part in the caller's transaction");
            assertThat(connection.getNetworkTimeout()).isEqualTo(77_000);
        }
    }

    /** As one whose caller has had a statement refused. */
    @Test
    void oneInATransactionThatIsLostIsGivenBackAsItWas() throws SQLException {
        try (Connection connection = database.dataSource().getConnection()) {
            connection.setNetworkTimeout(Runnable::run, 77_000);
            connection.setAutoCommit(false);
            assertThatExceptionOfType(SQLException.class)
                    .isThrownBy(() -> connection.createStatement().execute("SELECT bolted"));
            assertThatExceptionOfType(SQLException.class)
                    .isThrownBy(() -> JoinedConnection.of(kept(connection), TIMEOUT))
                    .withMessageContaining("current transaction is aborted");
            assertThat(connection.getNetworkTimeout()).isEqualTo(77_000);
        }
    }
}
