package dev.flipper.store.jpa;

import static dev.flipper.store.testing.ToldInOrder.CONNECTED;
import static dev.flipper.store.testing.ToldInOrder.DISCONNECTED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.flipper.store.ChangeWatch;
import dev.flipper.store.testing.LoggedLines;
import dev.flipper.store.testing.ToldInOrder;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What listeners hear of changes that others make by plain SQL, on PostgreSQL with the trigger. */
class ListeningTest extends WatchFixture {

    private void watch(PostgresVersion version) {
        useDatabase(version);
        watch();
    }

    @ParameterizedTest
    @EnumSource
    void everyKindOfChangeIsTold(PostgresVersion version) {
        watch(version);
        insert("A");
        assertThat(told.next()).isEqualTo("A");
        database.psql("UPDATE feature_flags SET item = 'y' WHERE name = 'A'");
        assertThat(told.next()).isEqualTo("A");
        database.psql("UPDATE feature_flags SET name = 'B'");
        assertThat(List.of(told.next(), told.next())).containsExactly("A", "B");
        database.psql("INSERT INTO feature_flags VALUES ('B', 'z') ON CONFLICT (name) DO UPDATE SET item = 'z'");
        assertThat(told.next()).isEqualTo("B");
        database.psql("DELETE FROM feature_flags");
        assertThat(told.next()).isEqualTo("B");
        database.psql("TRUNCATE feature_flags");
        assertThat(told.next()).isEqualTo(CONNECTED);
        insert("C");
        assertThat(told.next()).isEqualTo("C");
    }

    @ParameterizedTest
    @EnumSource
    void aChangeIsToldWhenItIsCommittedAndNeverIfItIsNot(PostgresVersion version) throws SQLException {
        watch(version);
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute(insertion("FIRST"));
            insert("SECOND");
            assertThat(told.next()).isEqualTo("SECOND");
            connection.commit();
            assertThat(told.next()).isEqualTo("FIRST");

            statement.execute(insertion("NEVER"));
            connection.rollback();
            insert("THIRD");
            assertThat(told.next()).isEqualTo("THIRD");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"O'Neill's \"flag\"", "é 😀 \\x", "two\nlines", " ", "%I $1 {}"})
    void anyNameIsToldAsItIs(String name) {
        watch(PostgresVersion.POSTGRESQL_14);
        insert(name);
        assertThat(told.next()).isEqualTo(name);
    }

    @ParameterizedTest
    @EnumSource
    void aNameThatIsTooLongToBeToldMakesEverythingBeReadAgain(PostgresVersion version) {
        watch(version);
        database.psql("ALTER TABLE feature_flags DROP CONSTRAINT feature_flags_pkey");
        insert("é".repeat(3999) + "x");
        assertThat(told.next()).hasSize(4000);
        insert("é".repeat(4000));
        assertThat(told.next()).isEqualTo(CONNECTED);
    }

    @ParameterizedTest
    @EnumSource
    void namesOfTableAndColumnsMayBeOdd(PostgresVersion version) {
        table = new FlagTable("Select", "User", "From", "_");
        watch(version);
        insert("A");
        assertThat(told.next()).isEqualTo("A");
        database.psql("UPDATE \"Select\".\"User\" SET \"From\" = 'B'");
        assertThat(List.of(told.next(), told.next())).containsExactly("A", "B");
        database.psql("TRUNCATE \"Select\".\"User\"");
        assertThat(told.next()).isEqualTo(CONNECTED);
    }

    @ParameterizedTest
    @EnumSource
    void twoTablesOfADatabaseDoNotHearEachOther(PostgresVersion version) {
        watch(version);
        ToldInOrder one = told;
        table = new FlagTable("other", "feature_flags", "name", "item");
        createTable();
        watch();
        database.psql("INSERT INTO feature_flags VALUES ('ONE', 'x')");
        insert("OTHER");
        assertThat(one.next()).isEqualTo("ONE");
        assertThat(told.next()).isEqualTo("OTHER");
        database.psql("INSERT INTO feature_flags VALUES ('END', 'x')");
        insert("END");
        assertThat(one.next()).isEqualTo("END");
        assertThat(told.next()).isEqualTo("END");
    }

    @ParameterizedTest
    @EnumSource
    void nodesThatStartAtOnceAgreeOnOneTrigger(PostgresVersion version) {
        useDatabase(version);
        List<ToldInOrder> all = new ArrayList<>();
        try (LoggedLines log = new LoggedLines()) {
            for (int i = 0; i < 8; i++) {
                begin(database::dataSource);
                all.add(told);
            }
            all.forEach(one -> assertThat(one.next()).isEqualTo(CONNECTED));
            assertThat(log.warnings()).isEmpty();
        }
        insert("A");
        all.forEach(one -> assertThat(one.next()).isEqualTo("A"));
        assertThat(database.psql("SELECT tgname FROM pg_trigger ORDER BY tgname"))
                .isEqualTo("flipper_changed\nflipper_truncated");
    }

    /** The trigger must never make anybody's change fail. */
    @Test
    void aColumnThatIsRenamedDoesNotHinderWriters() {
        watch(PostgresVersion.POSTGRESQL_14);
        database.psql("ALTER TABLE feature_flags RENAME name TO flag");
        database.psql("INSERT INTO feature_flags VALUES ('A', 'x')");
        assertThat(told.next()).isEqualTo(CONNECTED);
    }

    @Test
    void manyChangesOfOneTransactionAreAllTold() {
        watch(PostgresVersion.POSTGRESQL_18);
        database.psql("INSERT INTO feature_flags SELECT 'F' || i, 'x' FROM generate_series(1, 1000) i");
        List<String> names = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            names.add(told.next());
        }
        assertThat(names).doesNotHaveDuplicates().doesNotContain(CONNECTED, DISCONNECTED);
    }

    @Test
    void anOwnChangeIsToldAtOnce() {
        watch(PostgresVersion.POSTGRESQL_18);
        watch.changed("A");
        assertThat(told.next()).isEqualTo("A");
    }

    @Test
    void oneWhoComesLaterIsConnectedToo() {
        watch(PostgresVersion.POSTGRESQL_18);
        ToldInOrder later = new ToldInOrder();
        watch.subscribe(later);
        assertThat(later.next()).isEqualTo(CONNECTED);
        insert("A");
        assertThat(told.next()).isEqualTo("A");
        assertThat(later.next()).isEqualTo("A");
    }

    @ParameterizedTest
    @EnumSource
    void nothingIsLeftWhenItIsClosed(PostgresVersion version) throws InterruptedException {
        useDatabase(version);
        ChangeWatch unused = newWatch(database::dataSource);
        assertThat(threads).as("before anybody listens").isEmpty();
        unused.close();
        watch();
        assertThat(threads).hasSize(1);
        assertThat(connections()).isOne();

        watch.close();

        threads.get(0).join(10_000);
        assertThat(threads.get(0).isAlive()).isFalse();
        assertThat(told.next()).isEqualTo(DISCONNECTED);
        await().until(() -> connections() == 0);
        watch.subscribe(new ToldInOrder());
        assertThat(threads).as("after it is closed").hasSize(1);
    }

    @Test
    void anInterruptEndsIt() throws InterruptedException {
        watch(PostgresVersion.POSTGRESQL_18);
        threads.get(0).interrupt();
        assertThat(told.next()).isEqualTo(DISCONNECTED);
        await().until(() -> connections() == 0);
    }
}
