package dev.flipper.store.jpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.flipper.store.jpa.H2Databases.Switched;
import dev.flipper.testkit.TestClock;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.h2.jdbc.JdbcConnection;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class JdbcPoolTest {

    private final TestClock clock = new TestClock(Instant.EPOCH);
    private final Switched database = new Switched();
    private final JdbcPool pool = new JdbcPool(database.source(), 2, Duration.ofMillis(50), clock);
    private final JdbcPool patient = new JdbcPool(database.source(), 2, Duration.ofMinutes(5), clock);

    @AfterEach
    void close() {
        pool.close();
        patient.close();
    }

    private static JdbcConnection behind(Connection connection) throws SQLException {
        return connection.unwrap(JdbcConnection.class);
    }

    @Test
    void nothingIsDoneBeforeAConnectionIsWanted() throws SQLException {
        assertThat(database.asked()).isZero();
        patient.connect().close();
        assertThat(database.asked()).isOne();
    }

    @Test
    void aConnectionThatIsFreeIsTakenAgain() throws SQLException {
        for (int i = 0; i < 10; i++) {
            patient.connect().close();
        }
        assertThat(database.asked()).isOne();
    }

    @Test
    void oneThatNobodyHasUsedForAMinuteIsEndedAndMadeAnew() throws SQLException {
        Connection connection = pool.connect();
        JdbcConnection old = behind(connection);
        connection.close();
        clock.advance(Duration.ofSeconds(60));
        pool.connect().close();
        assertThat(database.asked()).isOne();
        clock.advance(Duration.ofSeconds(61));
        try (Connection next = pool.connect()) {
            assertThat(behind(next)).isNotSameAs(old);
            assertThat(old.isClosed()).isTrue();
        }
    }

    @Test
    void oneThatHasDiedInUseIsNotLentAgain() throws SQLException {
        try (Connection connection = pool.connect()) {
            behind(connection).close();
            assertThat(connection.isClosed()).isTrue();
        }
        try (Connection next = pool.connect()) {
            assertThat(next.isValid(1)).isTrue();
        }
        assertThat(database.asked()).isEqualTo(2);
    }

    @Test
    void oneThatHasDiedInThePoolIsNotLentAgain() throws SQLException {
        Connection connection = pool.connect();
        JdbcConnection dying = behind(connection);
        connection.close();
        dying.close();
        try (Connection next = pool.connect()) {
            assertThat(next.isValid(1)).isTrue();
        }
    }

    @Test
    void nothingOfATransactionIsLeftForTheNextOne() throws SQLException {
        try (Connection connection = pool.connect()) {
            connection.createStatement().execute("CREATE TABLE horses (name varchar(10))");
            connection.setAutoCommit(false);
            connection.createStatement().execute("INSERT INTO horses VALUES ('Blaze')");
        }
        try (Connection connection = pool.connect()) {
            assertThat(connection.getAutoCommit()).isTrue();
            assertThat(connection
                            .createStatement()
                            .executeQuery("SELECT * FROM horses")
                            .next())
                    .isFalse();
        }
        assertThat(database.asked()).isOne();
    }

    @Test
    void whoHasGivenAConnectionBackCannotUseItAnyMore() throws SQLException {
        Connection connection = pool.connect();
        connection.close();
        connection.close();
        assertThat(connection.isClosed()).isTrue();
        try (Connection other = pool.connect()) {
            assertThatExceptionOfType(SQLException.class)
                    .isThrownBy(connection::createStatement)
                    .withMessage("The connection has been given back");
            assertThat(other.isValid(1)).isTrue();
        }
    }

    /** It would take five minutes if it were waited for. */
    @Test
    void anAbsentDatabaseIsToldAtOnceInItsOwnWordsAndFoundAtOnceWhenItIsBack() throws SQLException {
        database.away(true);
        for (int i = 0; i < 5; i++) {
            assertThatExceptionOfType(NoConnectionException.class)
                    .isThrownBy(patient::connect)
                    .withMessage("there is no connection: the horse has bolted");
        }
        database.away(false);
        try (Connection connection = patient.connect()) {
            assertThat(connection.isValid(1)).isTrue();
        }
    }

    @Test
    void aFullPoolSaysSo() throws SQLException {
        try (Connection one = pool.connect();
                Connection other = pool.connect()) {
            assertThat(one).isNotEqualTo(other);
            assertThatExceptionOfType(NoConnectionException.class)
                    .isThrownBy(pool::connect)
                    .withMessage("all 2 connections were in use for 50 ms");
        }
        assertThatCode(() -> pool.connect().close()).doesNotThrowAnyException();
    }

    @Test
    void aConnectionThatBecomesFreeIsWaitedFor() throws Exception {
        Connection one = patient.connect();
        try (Connection other = patient.connect()) {
            CompletableFuture<Connection> third = CompletableFuture.supplyAsync(patient::connect);
            one.close();
            try (Connection got = third.get()) {
                assertThat(behind(got)).isNotSameAs(behind(other));
            }
        }
    }

    @Test
    void whoIsInterruptedWhileHeWaitsIsToldSo() throws Exception {
        CompletableFuture<String> told = new CompletableFuture<>();
        try (Connection one = patient.connect();
                Connection other = patient.connect()) {
            assertThat(one).isNotEqualTo(other);
            Thread waiting = waiting(
                    () -> told.complete(failure() + Thread.currentThread().isInterrupted()));
            waiting.interrupt();
            assertThat(told.get()).isEqualTo("interrupted while all connections were in use, true");
        }
    }

    @Test
    void whoWaitsWhenThePoolIsClosedIsToldSoAndNotInterrupted() throws Exception {
        CompletableFuture<String> told = new CompletableFuture<>();
        try (Connection one = patient.connect();
                Connection other = patient.connect()) {
            assertThat(one).isNotEqualTo(other);
            Thread waiting = waiting(
                    () -> told.complete(failure() + Thread.currentThread().isInterrupted()));
            patient.close();
            waiting.join();
            assertThat(told.get()).isEqualTo("there is no connection: the pool is closed, false");
        }
    }

    private String failure() {
        try {
            return patient.connect() + ", ";
        } catch (NoConnectionException e) {
            return e.getMessage() + ", ";
        }
    }

    private static Thread waiting(Runnable work) {
        Thread thread = new Thread(work);
        thread.start();
        await().until(() -> thread.getState() == Thread.State.TIMED_WAITING);
        return thread;
    }

    /** It neither makes a connection for others when it gives one back, nor lets them wait for none. */
    @Test
    void whoGetsThePlaceOfABrokenConnectionMakesAnotherOneItself() throws Exception {
        CompletableFuture<String> told = new CompletableFuture<>();
        try (Connection one = patient.connect()) {
            Connection broken = patient.connect();
            assertThat(one).isNotEqualTo(broken);
            Thread waiting = waiting(() -> told.complete(failure()));
            behind(broken).close();
            database.away(true);
            broken.close();
            waiting.join();
            assertThat(told.get()).isEqualTo("there is no connection: the horse has bolted, ");
            database.away(false);
            try (Connection next = patient.connect()) {
                assertThat(next.isValid(1)).isTrue();
            }
        }
    }

    @Test
    void thoseThatAreNotNeededAnyMoreEndWhileOthersAreUsed() throws SQLException {
        Connection one = pool.connect();
        Connection other = pool.connect();
        JdbcConnection unneeded = behind(one);
        one.close();
        other.close();
        for (int i = 0; i < 3; i++) {
            assertThat(unneeded.isClosed()).isFalse();
            clock.advance(Duration.ofSeconds(25));
            pool.connect().close();
        }
        assertThat(unneeded.isClosed()).isTrue();
        assertThat(database.asked()).isEqualTo(2);
    }

    /** The last connection that is closed takes such a database with it. */
    @Test
    void aDatabaseInMemoryOutlivesAPause() throws SQLException {
        JdbcPool ofMemory = new JdbcPool(H2Databases.dataSource("jdbc:h2:mem:pause"), 2, Duration.ofMillis(50), clock);
        try (Connection connection = ofMemory.connect()) {
            connection.createStatement().execute("CREATE TABLE horses (name varchar(10))");
        }
        clock.advance(Duration.ofSeconds(61));
        try (Connection connection = ofMemory.connect()) {
            assertThat(connection
                            .createStatement()
                            .executeQuery("SELECT * FROM horses")
                            .next())
                    .isFalse();
        } finally {
            ofMemory.close();
        }
    }

    @Test
    void closingEndsConnectionsThoseInUseWhenTheyAreGivenBack() throws SQLException {
        JdbcConnection idle;
        JdbcConnection used;
        try (Connection connection = patient.connect()) {
            used = behind(connection);
            Connection other = patient.connect();
            idle = behind(other);
            other.close();
            patient.close();
            assertThat(idle.isClosed()).isTrue();
            assertThat(used.isClosed()).isFalse();
        }
        assertThat(used.isClosed()).isTrue();
        assertThatExceptionOfType(NoConnectionException.class)
                .isThrownBy(patient::connect)
                .withMessage("there is no connection: the pool is closed");
    }
}
