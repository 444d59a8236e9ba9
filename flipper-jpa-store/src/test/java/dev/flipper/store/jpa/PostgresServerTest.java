package dev.flipper.store.jpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.postgresql.ds.PGSimpleDataSource;

class PostgresServerTest {

    @Test
    void eachVersionIsTheOneThatItsNameSays() {
        assertThat(PostgresVersion.POSTGRESQL_14.shared().psql("SHOW server_version"))
                .startsWith("14.");
        assertThat(PostgresVersion.POSTGRESQL_18.shared().psql("SHOW server_version"))
                .startsWith("18.");
    }

    @ParameterizedTest
    @EnumSource
    void aTestIsAloneInItsDatabase(PostgresVersion version) {
        PostgresDatabase one = version.newDatabase();
        PostgresDatabase other = version.newDatabase();
        one.psql("CREATE TABLE t (a int, b text)");
        one.psql("INSERT INTO t VALUES (1, 'é'), (2, null)");

        assertThat(one.psql("SELECT * FROM t ORDER BY a")).isEqualTo("1|é\n2|null");
        assertThatThrownBy(() -> other.psql("SELECT * FROM t")).hasMessageContaining("\"t\" does not exist");
    }

    @ParameterizedTest
    @EnumSource
    void aStoppedServerComesBackWithItsDataOnItsPort(PostgresVersion version) {
        try (PostgresServer server = PostgresServer.start(version)) {
            server.psql("CREATE TABLE t AS SELECT 1 AS a");

            server.stop();
            assertThat(server.isAlive()).isFalse();
            assertThatThrownBy(() -> server.psql("SELECT 1")).hasRootCauseInstanceOf(java.net.ConnectException.class);
            server.start();

            assertThat(server.psql("SELECT a FROM t")).isEqualTo("1");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aFrozenServerDoesNotAnswerUntilItIsThawedOrKilled(PostgresVersion version) throws SQLException {
        try (PostgresServer server = PostgresServer.start(version)) {
            PGSimpleDataSource impatient = server.database().dataSource();
            impatient.setSocketTimeout(1);
            server.freeze();
            assertThatThrownBy(impatient::getConnection).hasRootCauseInstanceOf(java.net.SocketTimeoutException.class);

            server.thaw();
            assertThat(server.psql("SELECT 1")).isEqualTo("1");

            server.freeze();
            server.kill();
            server.start();
            assertThat(server.psql("SELECT 1")).isEqualTo("1");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aClosedServerHasEnded(PostgresVersion version) {
        PostgresServer server = PostgresServer.start(version);
        ProcessHandle process = ProcessHandle.of(server.pid()).orElseThrow();

        server.close();

        assertThat(process.isAlive()).isFalse();
    }
}
