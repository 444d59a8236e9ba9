package dev.flipper.store.jpa;

import static dev.flipper.store.testing.ToldInOrder.CONNECTED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.flipper.FlagFormatException;
import dev.flipper.store.FlagDefinition;
import dev.flipper.store.FlagVisitor;
import dev.flipper.store.testing.LoggedLines;
import dev.flipper.store.testing.ToldInOrder;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What listeners hear where the database does not tell of changes. */
class PollingTest extends WatchFixture {

    /** What the guide says an administrator may execute. */
    static final String BY_HAND = NotificationsSql.read();

    @BeforeEach
    void pollOften() {
        pollInterval = Duration.ofMillis(20);
    }

    @ParameterizedTest
    @EnumSource
    void exactlyWhatHasChangedIsTold(PostgresVersion version) {
        useDatabase(version);
        insert("OTHER");
        listen = false;
        watch();
        insert("A");
        assertThat(told.next()).isEqualTo("A");
        database.psql("UPDATE feature_flags SET item = item WHERE name = 'A'");
        assertThat(told.next()).as("written, if with the same").isEqualTo("A");
        database.psql("UPDATE feature_flags SET name = 'B' WHERE name = 'A'");
        assertThat(List.of(told.next(), told.next())).containsExactlyInAnyOrder("A", "B");
        database.psql("TRUNCATE feature_flags");
        assertThat(List.of(told.next(), told.next())).containsExactlyInAnyOrder("B", "OTHER");
        assertThat(database.psql("SELECT count(*) FROM pg_trigger")).isEqualTo("0");
    }

    @ParameterizedTest
    @EnumSource
    void aRowThatIsDeletedAndMadeAgainHasChanged(PostgresVersion version) {
        useDatabase(version);
        insert("A");
        listen = false;
        watch();
        database.psql("DELETE FROM feature_flags; " + insertion("A"));
        assertThat(told.next()).isEqualTo("A");
    }

    /** Both polls see the same, which is nothing, and yet somebody knows the flag. */
    @Test
    void aFlagThatWasReadBetweenTwoPollsAndIsGoneAtTheNextIsTold() {
        useDatabase(PostgresVersion.POSTGRESQL_18);
        listen = false;
        pollInterval = NEVER;
        JpaFeatureFlagStore store = opened(JpaFeatureFlagStore.builder(database.dataSource())
                .listen(false)
                .pollInterval(NEVER)
                .build());
        told = ToldInOrder.of(store);
        List<String> visited = new ArrayList<>();
        insert("VISITED");
        store.forEach(new FlagVisitor() {
            @Override
            public void flag(FlagDefinition definition) {
                throw new AssertionError(definition);
            }

            @Override
            public void unreadable(String name, FlagFormatException problem) {
                visited.add(name);
            }
        });
        assertThat(visited).containsExactly("VISITED");
        insert("READ");
        assertThatThrownBy(() -> store.get("READ")).isInstanceOf(FlagFormatException.class);
        store.create(FlagDefinition.of("OWN", false, Instant.EPOCH, Map.of()));
        told.await("OWN");
        database.psql("DELETE FROM feature_flags");
        // It looks when somebody comes, and once more after the first time: others may have been told of before.
        store.subscribe(new ToldInOrder());
        Set<String> awaited = new HashSet<>(List.of("READ", "VISITED", "OWN"));
        while (!awaited.isEmpty()) {
            awaited.remove(told.next());
        }
    }

    @Test
    void noConnectionIsHeldBetweenPolls() {
        useDatabase(PostgresVersion.POSTGRESQL_18);
        listen = false;
        pollInterval = NEVER;
        watch();
        await().until(() -> connections() == 0);
        ToldInOrder later = new ToldInOrder();
        watch.subscribe(later);
        assertThat(later.next()).isEqualTo(CONNECTED);
        assertThat(threads.get(0).isAlive()).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void aUserWithoutTheRightsPollsUntilSomebodyMakesTheTrigger(PostgresVersion version) {
        useDatabase(version);
        useDatabaseAs("reader");
        try (LoggedLines log = new LoggedLines()) {
            watch(() -> database.dataSource("reader"));
            insert("A");
            assertThat(told.next()).isEqualTo("A");
            assertThat(log.warnings())
                    .singleElement()
                    .asString()
                    .startsWith(
                            "PostgreSQL does not tell of changes in the test's table, which is looked at every 20 ms"
                                    + " instead: ERROR: permission denied for ")
                    .contains("let the user make a function in the table's schema and a trigger on the table")
                    .contains("flipper_notify");
            database.psql(BY_HAND);
            await().until(() -> log.infos().contains("PostgreSQL tells of changes in the test's table now"));
            insert("B");
            told.await("B");
            database.psql("TRUNCATE feature_flags");
            assertThat(told.next()).isEqualTo(CONNECTED);
            assertThat(log.warnings()).hasSize(1);
        }
    }

    private void useDatabaseAs(String user) {
        database.psql("DO $$ BEGIN CREATE ROLE " + user + " LOGIN; EXCEPTION WHEN duplicate_object THEN END $$;"
                + "REVOKE CREATE ON SCHEMA public FROM PUBLIC; GRANT SELECT ON feature_flags TO " + user);
    }

    @ParameterizedTest
    @EnumSource
    void aTriggerThatWasMadeByHandIsUsedAndNothingElseIsMade(PostgresVersion version) {
        useDatabase(version);
        database.psql(BY_HAND);
        String before = database.psql("SELECT oid, xmin FROM pg_trigger ORDER BY oid");
        useDatabaseAs("reader");
        trigger = false;
        pollInterval = NEVER;
        try (LoggedLines log = new LoggedLines()) {
            watch(() -> database.dataSource("reader"));
            insert("A");
            assertThat(told.next()).isEqualTo("A");
            assertThat(log.warnings()).isEmpty();
        }
        assertThat(database.psql("SELECT oid, xmin FROM pg_trigger ORDER BY oid"))
                .isEqualTo(before);
    }

    @ParameterizedTest
    @EnumSource
    void withoutATriggerThatMayBeMadeItPolls(PostgresVersion version) {
        useDatabase(version);
        trigger = false;
        try (LoggedLines log = new LoggedLines()) {
            watch();
            insert("A");
            assertThat(told.next()).isEqualTo("A");
            assertThat(log.warnings())
                    .singleElement()
                    .asString()
                    .contains("the table feature_flags has no trigger that tells of all changes");
        }
        assertThat(database.psql("SELECT count(*) FROM pg_trigger")).isEqualTo("0");
    }

    /** The trigger waits for whoever has written and not committed; so would everybody who writes, behind it. */
    @Test
    void aLockThatSomebodyHoldsDoesNotHoldUpAnybodyElse() throws SQLException {
        useDatabase(PostgresVersion.POSTGRESQL_18);
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement();
                LoggedLines log = new LoggedLines()) {
            connection.setAutoCommit(false);
            statement.execute(insertion("HELD"));
            timeout = Duration.ofMillis(100);
            watch();
            insert("A");
            told.await("A");
            assertThat(log.warnings()).isEmpty();
            connection.commit();
            told.await(CONNECTED);
        }
        await().until(() -> database.psql("SELECT count(*) FROM pg_trigger").equals("2"));
    }

    @Test
    void aViewIsReadAgainAndAgain() {
        useDatabase(PostgresVersion.POSTGRESQL_18);
        database.psql("CREATE VIEW shown AS SELECT * FROM feature_flags");
        table = new FlagTable(null, "shown", "name", "item");
        try (LoggedLines log = new LoggedLines()) {
            watch();
            assertThat(told.next()).isEqualTo(CONNECTED);
            assertThat(told.next()).isEqualTo(CONNECTED);
            assertThat(log.warnings()).hasSize(1);
        }
    }

    @Test
    void anotherDatabaseIsReadAgainAndAgain() {
        JdbcDataSource h2 = new JdbcDataSource();
        h2.setURL("jdbc:h2:mem:polled;DB_CLOSE_DELAY=-1");
        try (LoggedLines log = new LoggedLines()) {
            watch(() -> h2);
            assertThat(told.next()).isEqualTo(CONNECTED);
            assertThat(told.next()).isEqualTo(CONNECTED);
            assertThat(log.warnings()).isEmpty();
        }
    }
}
