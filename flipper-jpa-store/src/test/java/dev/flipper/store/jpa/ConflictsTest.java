package dev.flipper.store.jpa;

import static dev.flipper.store.testing.StoreNode.assertFails;
import static dev.flipper.store.testing.StoreNode.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.flipper.store.testing.Local;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Changes that PostgreSQL takes back because somebody else was in the way. */
@Timeout(180)
class ConflictsTest {

    private final PostgresDatabase database = PostgresVersion.POSTGRESQL_18.newDatabase();

    private Node node(String provider, Duration timeout) {
        return new Node(
                        JpaFeatureFlagStore.builder(database.dataSource())
                                .provider(provider)
                                .timeout(timeout),
                        Local.NONE)
                .withFlag();
    }

    /** Lets each change of a flag do something of the application's too. */
    private void alsoDo(String statements) {
        database.psql("CREATE FUNCTION also() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN " + statements
                + " RETURN NULL; END $$; CREATE TRIGGER also AFTER UPDATE ON feature_flags"
                + " FOR EACH ROW EXECUTE FUNCTION also()");
    }

    private void awaitWaiting(int connections) {
        eventually(() -> assertThat(database.psql("SELECT count(*) FROM pg_stat_activity WHERE datname = '"
                        + database.name() + "' AND wait_event_type = 'Lock'"))
                .isEqualTo("" + connections));
    }

    /** The other one has the stable's row and wants the flag's; our change has the flag's and wants the stable's. */
    @ParameterizedTest
    @ValueSource(strings = {Providers.HIBERNATE, Providers.ECLIPSELINK})
    void aDeadlockIsBrokenAndTheChangeMadeAfterwards(String provider) throws SQLException {
        database.psql("CREATE TABLE stable (horses int); INSERT INTO stable VALUES (0)");
        try (Node node = node(provider, Duration.ofSeconds(20));
                Connection other = database.dataSource().getConnection()) {
            alsoDo("UPDATE stable SET horses = horses + 1;");
            // So that it is our change that is taken back.
            other.createStatement().execute("SET deadlock_timeout = '1h'");
            other.setAutoCommit(false);
            other.createStatement().execute("UPDATE stable SET horses = 10");
            CompletableFuture<Void> change = CompletableFuture.runAsync(() -> node.features.disable("on"));
            awaitWaiting(1);
            other.createStatement().execute("UPDATE feature_flags SET name = name WHERE name = 'on'");
            other.commit();
            change.join();
            assertThat(node.features.isEnabled("on")).isFalse();
            assertThat(database.psql("SELECT horses FROM stable")).isEqualTo("12");
            eventually(() -> assertThat(deadlocks()).isEqualTo("1"));
        }
    }

    private String deadlocks() {
        return database.psql("SELECT deadlocks FROM pg_stat_database WHERE datname = '" + database.name() + "'");
    }

    /** A sequence is not taken back. */
    @ParameterizedTest
    @ValueSource(strings = {Providers.HIBERNATE, Providers.ECLIPSELINK})
    void aFailedSerializationIsTriedAgainUntilItSucceeds(String provider) {
        database.psql("CREATE SEQUENCE tries");
        try (Node node = node(provider, Duration.ofSeconds(20))) {
            alsoDo("IF nextval('tries') < 5 THEN RAISE 'not now' USING ERRCODE = '40001'; END IF;");
            node.features.setClientData("on", Map.of("rider", "Ann"));
            assertThat(database.psql("SELECT last_value FROM tries")).isEqualTo("5");
            assertThat(node.features.getClientData("on")).containsExactly(Map.entry("rider", "Ann"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {Providers.HIBERNATE, Providers.ECLIPSELINK})
    void whatIsTakenBackAgainAndAgainIsToldInTheEnd(String provider) {
        database.psql("CREATE SEQUENCE tries");
        try (Node node = node(provider, Node.TIMEOUT)) {
            alsoDo("PERFORM nextval('tries'); RAISE 'not now' USING ERRCODE = '40001';");
            assertFails(() -> node.features.disable("on"))
                    .withMessage("The flag 'on' was not changed in the table feature_flags of the data source"
                            + " PGSimpleDataSource: ERROR: not now Where: PL/pgSQL function also() line 1 at RAISE");
            assertThat(Integer.parseInt(database.psql("SELECT last_value FROM tries")))
                    .isGreaterThanOrEqualTo(3);
            node.assertAnswers();
        }
    }
}
