package dev.flipper.store.jpa;

import static dev.flipper.store.testing.StoreNode.assertFails;
import static dev.flipper.store.testing.StoreNode.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.flipper.store.FlagDefinition;
import dev.flipper.store.testing.Local;
import dev.flipper.store.testing.LoggedLines;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.ds.PGSimpleDataSource;

/** A database that answers, and says no. */
class RefusingDatabaseTest {

    private static final String SOURCE = "the table feature_flags of the data source PGSimpleDataSource: ";

    private static final Duration SHORT = Duration.ofMillis(20);

    private final PostgresDatabase database = PostgresVersion.POSTGRESQL_18.newDatabase();

    /** Whose name nobody else has, as users are of all databases. */
    private String user(String rights) {
        String user = "user_of_" + database.name();
        database.psql("CREATE USER " + user + " " + rights);
        return user;
    }

    private void assertRefused(PGSimpleDataSource source, String why) {
        try (Node node = Node.bare(source)) {
            node.assertNoAnswer("The flag 'on' could not be read from " + SOURCE + why);
            assertFails(() -> node.features.create("on", true))
                    .withMessage("The flag 'on' could not be read from " + SOURCE + why);
            assertFails(() -> node.store.update("on", flag -> flag.withEnabled(false)))
                    .withMessage("The flag 'on' was not changed in " + SOURCE + why);
            assertFails(node.features::list).withMessage("The flags could not be read from " + SOURCE + why);
        }
    }

    @Test
    void aUserWhoIsNotKnownIsTold() {
        assertRefused(
                database.dataSource("somebody"), "there is no connection: FATAL: role \"somebody\" does not exist");
    }

    @Test
    void aDatabaseThatIsNotKnownIsTold() {
        PGSimpleDataSource source = database.dataSource();
        source.setDatabaseName("stable");
        assertRefused(source, "there is no connection: FATAL: database \"stable\" does not exist");
    }

    @Test
    void tooManyConnectionsAreTold() {
        String user = user("CONNECTION LIMIT 0");
        assertRefused(
                database.dataSource(user),
                "there is no connection: FATAL: too many connections for role \"" + user + "\"");
    }

    @Test
    void aUserWhoMayNotCreateTheTableIsTold() {
        assertRefused(
                database.dataSource(user("")),
                "it is not there, and cannot be created: ERROR: permission denied for schema public");
    }

    @ParameterizedTest
    @ValueSource(strings = {Providers.HIBERNATE, Providers.ECLIPSELINK})
    void aUserWhoMayOnlyReadReads(String provider) {
        try (Node owner = Node.bare(database.dataSource()).withFlag()) {
            String user = user("");
            database.psql("GRANT SELECT ON feature_flags TO " + user);
            assertReadsOnly(
                    database.dataSource(user), provider, "ERROR: permission denied for table feature_flags", owner);
        }
    }

    /** As a standby is, and as an administrator may make a database for a while. */
    @ParameterizedTest
    @ValueSource(strings = {Providers.HIBERNATE, Providers.ECLIPSELINK})
    void aDatabaseThatMayOnlyBeReadIsRead(String provider) {
        try (Node owner = Node.bare(database.dataSource()).withFlag()) {
            PGSimpleDataSource source = database.dataSource();
            source.setOptions("-c default_transaction_read_only=on");
            assertReadsOnly(source, provider, "in a read-only transaction", owner);
        }
    }

    private static void assertReadsOnly(PGSimpleDataSource source, String provider, String why, Node owner) {
        try (LoggedLines log = new LoggedLines();
                Node bare = new Node(Node.builder(source).provider(provider), Local.NONE);
                Node mirrored = new Node(Node.builder(source).provider(provider).pollInterval(SHORT), Local.MIRROR)) {
            for (Node node : new Node[] {bare, mirrored}) {
                node.assertAnswers();
                assertThat(node.features.list()).hasSize(1);
                assertFails(() -> node.features.disable("on"))
                        .withMessageStartingWith("The flag 'on' was not changed in " + SOURCE)
                        .withMessageEndingWith(why);
                assertFails(() -> node.features.create("new", true)).withMessageEndingWith(why);
                assertFails(() -> node.features.destroy("on")).withMessageEndingWith(why);
            }
            owner.features.disable("on");
            eventually(() -> assertThat(mirrored.features.isEnabled("on")).isFalse());
            assertThat(bare.features.isEnabled("on")).isFalse();
            assertThat(log.warnings()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aPoolThatIsInUseIsWaitedForButNotForEver(Local local) throws SQLException {
        String reason = "all 2 connections were in use for " + Node.TIMEOUT.toMillis() + " ms";
        JdbcPool pool = new JdbcPool(database.dataSource(), 2, Node.TIMEOUT, InstantSource.system());
        JpaFeatureFlagStoreBuilder settings = new JpaFeatureFlagStoreBuilder(pool, "a pool")
                .timeout(Node.TIMEOUT)
                .listen(false);
        try (Node node = new Node(settings, local).withFlag()) {
            List<Connection> all = List.of(pool.connect(), pool.connect());
            assertFails(() -> node.features.disable("on")).withMessageEndingWith(reason);
            if (local == Local.NONE) {
                node.assertNoAnswer(reason);
            } else {
                node.assertAnswers();
            }
            for (Connection connection : all) {
                connection.close();
            }
            node.features.disable("on");
            assertThat(node.features.isEnabled("on")).isFalse();
        }
    }

    @Test
    void anItemThatIsTooLargeForH2IsNotStored() {
        try (Node node = Node.bare(H2Databases.dataSource()).withFlag()) {
            Map<String, Object> large = Map.of("text", "x".repeat(1 << 20));
            assertFails(() -> node.features.setClientData("on", large))
                    .withMessageStartingWith("The flag 'on' was not changed in the table feature_flags of the data"
                            + " source JdbcDataSource: Value too long for column \"item BINARY VARYING(1048576)\"");
            FlagDefinition flag = FlagDefinition.of("large", true, Instant.EPOCH, large);
            assertFails(() -> node.store.create(flag)).withMessageContaining("Value too long for column");
            assertThat(node.features.exists("large")).isFalse();
            node.assertAnswers();
        }
    }
}
