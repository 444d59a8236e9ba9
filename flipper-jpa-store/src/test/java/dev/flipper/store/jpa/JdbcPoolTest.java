package dev.flipper.store.jpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.zaxxer.hikari.HikariDataSource;
import dev.flipper.store.jpa.H2Databases.Switched;
import java.lang.management.ManagementFactory;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.management.ObjectName;
import org.h2.jdbc.JdbcConnection;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class JdbcPoolTest {

    private final Switched database = new Switched();
    private final List<Thread> threads = new CopyOnWriteArrayList<>();
    private final JdbcPool pool = new JdbcPool(database.source(), 2, Duration.ofSeconds(2), this::thread);
    private final JdbcPool patient = new JdbcPool(database.source(), 2, Duration.ofSeconds(30), this::thread);

    private Thread thread(Runnable task) {
        Thread thread = new Thread(task, "flipper-jpa-test");
        thread.setDaemon(true);
        threads.add(thread);
        return thread;
    }

    @AfterEach
    void close() {
        pool.close();
        patient.close();
    }

    @Test
    void nothingIsDoneBeforeAConnectionIsWanted() throws SQLException {
        assertThat(threads).isEmpty();
        assertThat(database.asked()).isZero();
        patient.connect().close();
        assertThat(threads).isNotEmpty();
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
    void whatIsAwayAtTheStartIsThereLater() throws SQLException {
        database.away(true);
        assertThatExceptionOfType(NoConnectionException.class)
                .isThrownBy(pool::connect)
                .withMessage("there is no connection: the horse has bolted");
        database.away(false);
        try (Connection connection = pool.connect()) {
            assertThat(connection.isValid(1)).isTrue();
        }
    }

    @Test
    void aFullPoolSaysSo() throws SQLException {
        try (Connection one = pool.connect();
                Connection other = pool.connect()) {
            assertThat(one).isNotSameAs(other);
            assertThatExceptionOfType(NoConnectionException.class)
                    .isThrownBy(pool::connect)
                    .withMessage("all 2 connections were in use for 2000 ms");
        }
        assertThatCode(() -> pool.connect().close()).doesNotThrowAnyException();
    }

    @Test
    void aFullPoolIsNotTakenForADatabaseThatIsAway() throws SQLException {
        try (Connection one = pool.connect()) {
            assertThat(one.isValid(1)).isTrue();
            database.away(true);
            assertThatExceptionOfType(NoConnectionException.class)
                    .isThrownBy(pool::connect)
                    .withMessage("there is no connection: the horse has bolted");
        }
    }

    @Test
    void closingEndsConnectionsAndThreads() throws Exception {
        Connection connection = patient.connect();
        JdbcConnection behind = connection.unwrap(JdbcConnection.class);
        connection.close();
        assertThat(behind.isClosed()).isFalse();
        patient.close();
        assertThat(behind.isClosed()).isTrue();
        for (Thread thread : threads) {
            thread.join(10_000);
        }
        assertThat(threads).isNotEmpty().noneMatch(Thread::isAlive);
        assertThatExceptionOfType(NoConnectionException.class)
                .isThrownBy(patient::connect)
                .withMessageContaining("closed");
    }

    @Test
    void closingIsNothingBeforeTheBeginning() {
        pool.close();
        assertThat(threads).isEmpty();
    }

    @Test
    void thereAreNoBeans() throws Exception {
        patient.connect().close();
        assertThat(ManagementFactory.getPlatformMBeanServer().queryNames(new ObjectName("com.zaxxer.hikari:*"), null))
                .isEmpty();
        assertThat(((HikariDataSource) patient.get()).getPoolName()).isEqualTo("flipper-jpa");
    }
}
