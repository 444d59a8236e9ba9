package dev.flipper.store.jpa;

import static dev.flipper.store.testing.StoreNode.assertFails;
import static dev.flipper.store.testing.StoreNode.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.flipper.Reason;
import dev.flipper.store.testing.Local;
import dev.flipper.store.testing.LoggedLines;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A table that is not there, or not any more. */
class MissingTableTest {

    private static final String TABLE =
            "CREATE TABLE feature_flags (name varchar(255) PRIMARY KEY, item bytea NOT NULL)";

    private static final String REASON =
            "the table feature_flags of the data source PGSimpleDataSource: ERROR: relation"
                    + " \"feature_flags\" does not exist. It is not created, as migrations are switched off"
                    + " (jpa.run-migrations)";

    private PostgresDatabase database = PostgresVersion.POSTGRESQL_18.newDatabase();

    private void assertEachCallFails(Node node) {
        node.assertNoAnswer("The flag 'on' could not be read from " + REASON);
        assertFails(() -> node.features.create("on", true))
                .withMessage("The flag 'on' could not be read from " + REASON);
        assertFails(() -> node.features.enable("on")).withMessageEndingWith(REASON);
        assertFails(() -> node.features.destroy("on")).withMessageEndingWith(REASON);
        assertFails(node.features::list).withMessage("The flags could not be read from " + REASON);
        assertFails(() -> node.store.update("on", flag -> flag.withEnabled(false)))
                .withMessage("The flag 'on' was not changed in " + REASON);
    }

    @ParameterizedTest
    @ValueSource(strings = {Providers.HIBERNATE, Providers.ECLIPSELINK})
    void oneThatIsNotToBeCreatedIsWaitedFor(String provider) {
        try (Node node =
                new Node(Node.builder(database.dataSource()).provider(provider).runMigrations(false), Local.NONE)) {
            assertEachCallFails(node);
            database.psql(TABLE);
            node.withFlag();
            database.psql("DROP TABLE feature_flags");
            assertEachCallFails(node);
            database.psql(TABLE);
            node.withFlag();
            assertThat(database.psql("SELECT name FROM feature_flags")).isEqualTo("on");
        }
    }

    @ParameterizedTest
    @EnumSource
    void oneThatIsDroppedIsCreatedAgainByWhoeverAsksFirst(PostgresVersion version) {
        database = version.newDatabase();
        try (Node node = Node.bare(database.dataSource()).withFlag()) {
            for (Runnable call : List.<Runnable>of(
                    () -> assertThat(node.features.list()).isEmpty(),
                    () -> assertThat(node.evaluate("on").reason()).isEqualTo(Reason.NOT_FOUND),
                    () -> assertThat(node.store.delete("on")).isNull(),
                    () -> assertThat(node.store.update("on", flag -> flag.withEnabled(false)))
                            .isNull(),
                    () -> node.features.create("new", true))) {
                database.psql("DROP TABLE feature_flags");
                call.run();
                assertThat(database.psql("SELECT count(*) FROM feature_flags")).matches("[01]");
            }
        }
    }

    /** The table is there, so it is not made again, and nobody says that it was. */
    @Test
    void aColumnThatIsNotThereIsToldEachTime() throws SQLException {
        String url = H2Databases.url();
        H2Databases.execute(
                url, "CREATE TABLE \"feature_flags\" (\"flag\" varchar(100) PRIMARY KEY, \"item\" varbinary(1000))");
        try (LoggedLines log = new LoggedLines();
                Node node = Node.bare(H2Databases.dataSource(url))) {
            for (int i = 0; i < 2; i++) {
                node.assertNoAnswer("Column \"name\" not found");
            }
            assertThat(log.infos()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void flagsOfATableThatIsDroppedAreGoneFromTheLocalCopyToo(PostgresVersion version) {
        database = version.newDatabase();
        try (LoggedLines log = new LoggedLines();
                Node node = new Node(Node.builder(database.dataSource()), Local.MIRROR).withFlag()) {
            database.psql("DROP TABLE feature_flags");
            eventually(() -> assertThat(node.evaluate("on").reason()).isEqualTo(Reason.NOT_FOUND));
            assertThat(log.infos())
                    .containsExactly(
                            "The table feature_flags has been created", "The table feature_flags has been created");
            node.withFlag();
        }
    }
}
