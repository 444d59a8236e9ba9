package dev.flipper.store.jpa;

import static dev.flipper.store.testing.StoreNode.assertFails;
import static dev.flipper.store.testing.StoreNode.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.flipper.store.StoreStatus.State;
import dev.flipper.store.testing.Local;
import dev.flipper.store.testing.LoggedLines;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.ds.PGSimpleDataSource;

/** A server that is stopped, started late, or stands still. */
@Timeout(240)
class AwayDatabaseTest {

    private final LoggedLines log = new LoggedLines();
    private PostgresServer server;
    private PostgresDatabase database;

    @BeforeEach
    void start() {
        server = PostgresServer.start(PostgresVersion.POSTGRESQL_18);
        database = server.newDatabase();
    }

    @AfterEach
    void stop() {
        server.close();
        log.close();
    }

    private Node node(Local local, String provider) {
        PGSimpleDataSource source = database.dataSource();
        source.setConnectTimeout(1);
        return new Node(Node.builder(source).provider(provider), local);
    }

    private static void assertEachChangeFails(Node node, String why) {
        assertFails(() -> node.features.disable("on")).withMessageContaining(why);
        assertFails(() -> node.features.destroy("on")).withMessageContaining(why);
        assertFails(() -> node.features.create("new", true)).withMessageContaining(why);
    }

    private static void assertAllIsWell(Node node) {
        eventually(node::assertAnswers);
        eventually(() -> node.features.create("new", true));
        node.features.destroy("new");
    }

    @ParameterizedTest
    @ValueSource(strings = {Providers.HIBERNATE, Providers.ECLIPSELINK})
    void withoutALocalCopyAStoppedServerLeavesTheDefaults(String provider) {
        try (Node node = node(Local.NONE, provider).withFlag()) {
            server.stop();
            String why = "there is no connection: Connection to 127.0.0.1:" + server.port() + " refused";
            node.assertNoAnswer("The flag 'on' could not be read from the table feature_flags of the data source"
                    + " PGSimpleDataSource: " + why);
            assertEachChangeFails(node, why);
            assertFails(node.features::list).withMessageContaining(why);
            server.start();
            assertAllIsWell(node);
        }
    }

    @Test
    void aLocalCopyGoesOnAndTheOutageIsToldOnceByEachWhoNotices() {
        try (Node node = node(Local.MIRROR, Providers.HIBERNATE).withFlag()) {
            eventually(() -> assertThat(node.features.storeStatus().state()).isEqualTo(State.CONNECTED));
            log.forget();
            server.stop();
            eventually(() -> assertThat(log.warnings()).hasSize(2));
            assertThat(log.warnings())
                    .anyMatch(line -> line.startsWith("Changes by others in the table feature_flags of the data source"
                            + " PGSimpleDataSource are not told, as it cannot be watched: "))
                    .anyMatch(line -> line.startsWith("The flags cannot be read from the JpaFeatureFlagStore: flags"
                            + " answer as they were read at "));
            node.assertAnswers();
            assertThat(node.features.list()).hasSize(1);
            assertThat(node.features.storeStatus().state()).isEqualTo(State.STALE);
            assertEachChangeFails(node, "there is no connection: ");
            server.start();
            eventually(() -> assertThat(node.features.storeStatus().state()).isEqualTo(State.CONNECTED));
            eventually(() -> assertThat(log.infos()).hasSize(2));
            assertThat(log.warnings()).hasSize(2);
            assertAllIsWell(node);
        }
    }

    /** A cache says for a while only that the store has failed a moment ago. */
    @ParameterizedTest
    @EnumSource(names = "CACHE", mode = EnumSource.Mode.EXCLUDE)
    void aServerThatIsStartedLateIsFound(Local local) {
        node(Local.NONE, Providers.HIBERNATE).withFlag().close();
        server.stop();
        try (Node node =
                new Node(JpaFeatureFlagStore.builder(database.jdbcUrl()).timeout(Node.TIMEOUT), local)) {
            node.assertNoAnswer("");
            assertEachChangeFails(
                    node,
                    local == Local.MIRROR ? "have not been read from the JpaFeatureFlagStore yet" : "no connection");
            server.start();
            assertAllIsWell(node);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {Providers.HIBERNATE, Providers.ECLIPSELINK})
    void withoutALocalCopyAServerThatStandsStillLeavesTheDefaults(String provider) {
        try (Node node = node(Local.NONE, provider).withFlag()) {
            server.freeze();
            assertThat(node.evaluate("on").detail()).contains("could not be read from the table feature_flags");
            assertFails(() -> node.features.disable("on")).withMessageContaining("'on'");
            server.thaw();
            assertAllIsWell(node);
        }
    }

    @Test
    void aLocalCopyAnswersWhileTheServerStandsStillAndCanBeClosed() {
        try (Node node = node(Local.MIRROR, Providers.HIBERNATE).withFlag();
                Node closed = node(Local.MIRROR, Providers.HIBERNATE)) {
            eventually(closed::assertAnswers);
            server.freeze();
            eventually(() -> assertThat(node.features.storeStatus().state()).isEqualTo(State.STALE));
            node.assertAnswers();
            assertFails(() -> node.features.disable("on")).withMessageContaining("'on'");
            closed.features.close();
            server.thaw();
            assertAllIsWell(node);
        }
        eventually(() -> assertThat(threads()).isEmpty());
    }

    /** The mirror's, and those of the store. */
    private static List<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.isAlive() && thread.getName().matches("flipper-(jpa|mirror).*"))
                .toList();
    }
}
