package dev.flipper.store.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flipper.store.testing.Local;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Somebody else has locked what the store needs. */
@Timeout(180)
class LockedTableTest {

    private PostgresDatabase database;

    private Node node(PostgresVersion version) {
        database = version.newDatabase();
        return Node.bare(database.dataSource()).withFlag();
    }

    private Connection locking(String sql) throws SQLException {
        Connection other = database.dataSource().getConnection();
        other.setAutoCommit(false);
        other.createStatement().execute(sql);
        return other;
    }

    private Connection rowLocked() throws SQLException {
        return locking("SELECT * FROM feature_flags WHERE name = 'on' FOR UPDATE");
    }

    private void awaitWaiting() {
        Node.eventually(() -> assertThat(database.psql("SELECT count(*) FROM pg_stat_activity WHERE datname = '"
                        + database.name() + "' AND wait_event_type = 'Lock'"))
                .isEqualTo("1"));
    }

    @ParameterizedTest
    @EnumSource
    void aRowThatStaysLockedIsWaitedForAsLongAsTheTimeoutSays(PostgresVersion version) throws SQLException {
        try (Node node = node(version);
                Connection other = rowLocked()) {
            Node.assertFails(() -> node.features.disable("on"))
                    .withMessageStartingWith(
                            "The flag 'on' was not changed in the table feature_flags of the data source"
                                    + " PGSimpleDataSource: somebody else has locked it for too long: ERROR: canceling"
                                    + " statement due to lock timeout");
            Node.assertFails(() -> node.features.destroy("on")).withMessageContaining("lock timeout");
            node.assertAnswers();
            node.features.create("other", true);
            other.rollback();
            node.features.disable("on");
            assertThat(node.features.isEnabled("on")).isFalse();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aRowThatIsLockedForAMomentIsWaitedFor(PostgresVersion version) throws SQLException {
        database = version.newDatabase();
        try (Node node = new Node(JpaFeatureFlagStore.builder(database.dataSource()), Local.NONE).withFlag();
                Connection other = rowLocked()) {
            CompletableFuture<Void> change = CompletableFuture.runAsync(() -> node.features.disable("on"));
            awaitWaiting();
            assertThat(change).isNotDone();
            other.commit();
            change.join();
            assertThat(node.features.isEnabled("on")).isFalse();
        }
    }

    /** PostgreSQL limits locks in transactions only; a read is none, but is not waited for any longer than others. */
    @ParameterizedTest
    @EnumSource
    void aLockOnTheWholeTableHoldsNobodyUpForEver(PostgresVersion version) throws SQLException {
        try (Node node = node(version);
                Connection other = locking("LOCK TABLE feature_flags IN ACCESS EXCLUSIVE MODE")) {
            assertThat(node.evaluate("on").detail())
                    .contains("The flag 'on' could not be read from the table feature_flags of the data source"
                            + " PGSimpleDataSource: the database has not answered in time: ");
            Node.assertFails(() -> node.features.create("other", true))
                    .withMessageContaining("PGSimpleDataSource: the database has not answered in time: ");
            other.rollback();
            node.assertAnswers();
            node.features.disable("on");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aLocalCopyAnswersWhateverIsLocked(PostgresVersion version) throws SQLException {
        database = version.newDatabase();
        try (Node node = new Node(Node.builder(database.dataSource()), Local.MIRROR).withFlag();
                Connection other = locking("LOCK TABLE feature_flags IN ACCESS EXCLUSIVE MODE")) {
            Node.assertFails(() -> node.features.disable("on")).withMessageContaining("'on'");
            node.assertAnswers();
            assertThat(node.features.list()).hasSize(1);
            other.rollback();
            node.features.disable("on");
            assertThat(node.features.isEnabled("on")).isFalse();
        }
    }
}
