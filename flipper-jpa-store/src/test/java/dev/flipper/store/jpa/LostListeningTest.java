package dev.flipper.store.jpa;

import static dev.flipper.store.testing.ToldInOrder.CONNECTED;
import static dev.flipper.store.testing.ToldInOrder.DISCONNECTED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.flipper.store.testing.LoggedLines;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What listeners hear when the connection, the server, the trigger or the table is lost. */
class LostListeningTest extends WatchFixture {

    @ParameterizedTest
    @EnumSource
    void aChangeWhileTheConnectionIsLostIsMadeUpForWhenItIsBack(PostgresVersion version) {
        useDatabase(version);
        AtomicBoolean away = new AtomicBoolean();
        watch(() -> {
            if (away.get()) {
                throw new NoConnectionException("away on purpose", null);
            }
            return database.dataSource();
        });
        away.set(true);
        database.cutConnections();
        assertThat(told.next()).isEqualTo(DISCONNECTED);
        insert("MISSED");
        away.set(false);
        assertThat(told.next()).isEqualTo(CONNECTED);
        insert("A");
        assertThat(told.next()).isEqualTo("A");
    }

    @ParameterizedTest
    @EnumSource
    void anOutageIsLoggedOnceAtItsBeginningAndOnceAtItsEnd(PostgresVersion version) {
        PostgresServer server = opened(PostgresServer.start(version));
        database = server.newDatabase();
        createTable();
        try (LoggedLines log = new LoggedLines()) {
            watch();
            server.stop();
            assertThat(told.next()).isEqualTo(DISCONNECTED);
            await().until(() -> !log.warnings().isEmpty());
            server.start();
            assertThat(told.next()).isEqualTo(CONNECTED);
            insert("A");
            assertThat(told.next()).isEqualTo("A");
            await().until(() -> !log.infos().isEmpty());
            assertThat(log.warnings())
                    .singleElement()
                    .asString()
                    .startsWith("Changes by others in the test's table are not told, as it cannot be watched: ")
                    .endsWith(". That is tried again and again");
            assertThat(log.infos()).containsExactly("Changes by others in the test's table are told again");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aServerThatDoesNotAnswerAnyMoreIsFoundOut(PostgresVersion version) {
        PostgresServer server = opened(PostgresServer.start(version));
        database = server.newDatabase();
        createTable();
        timeout = Duration.ofMillis(200);
        watch();
        server.freeze();
        assertThat(told.next()).isEqualTo(DISCONNECTED);
        server.thaw();
        told.await(CONNECTED);
        insert("A");
        told.await("A");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DROP TRIGGER flipper_changed ON feature_flags",
                "DROP TRIGGER flipper_truncated ON feature_flags",
                "DROP FUNCTION flipper_notify CASCADE",
                "ALTER TABLE feature_flags DISABLE TRIGGER flipper_changed",
                "ALTER TABLE feature_flags DISABLE TRIGGER USER",
                "ALTER TABLE feature_flags DISABLE TRIGGER USER; ALTER TABLE feature_flags ENABLE TRIGGER USER",
                "CREATE OR REPLACE TRIGGER flipper_changed AFTER INSERT ON feature_flags FOR EACH ROW"
                        + " EXECUTE FUNCTION flipper_notify('name')",
                "CREATE OR REPLACE TRIGGER flipper_changed AFTER INSERT OR UPDATE OR DELETE ON feature_flags"
                        + " FOR EACH ROW WHEN (false) EXECUTE FUNCTION flipper_notify('name')",
                "CREATE OR REPLACE TRIGGER flipper_changed AFTER INSERT OR DELETE OR UPDATE OF name ON feature_flags"
                        + " FOR EACH ROW EXECUTE FUNCTION flipper_notify('name')",
                "CREATE OR REPLACE TRIGGER flipper_changed AFTER INSERT OR UPDATE OR DELETE ON feature_flags"
                        + " FOR EACH ROW EXECUTE FUNCTION flipper_notify('item')"
            })
    void aTriggerThatIsLostIsMadeAgainAndWhatWasMissedIsMadeUpFor(String loss) {
        for (PostgresVersion version : PostgresVersion.values()) {
            useDatabase(version);
            timeout = Duration.ofMillis(100);
            watch();
            database.psql(loss + "; " + insertion("MISSED"));
            told.await(CONNECTED);
            insert("A");
            told.await("A");
            database.psql("TRUNCATE feature_flags");
            assertThat(told.next()).isEqualTo(CONNECTED);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aTableThatIsMadeAgainIsWatchedAgain(PostgresVersion version) {
        useDatabase(version);
        timeout = Duration.ofMillis(100);
        watch();
        database.psql("DROP TABLE feature_flags");
        assertThat(told.next()).isEqualTo(DISCONNECTED);
        createTable();
        assertThat(told.next()).isEqualTo(CONNECTED);
        insert("A");
        assertThat(told.next()).isEqualTo("A");
    }

    @ParameterizedTest
    @EnumSource
    void aTableThatIsReplacedIsWatchedAgain(PostgresVersion version) {
        useDatabase(version);
        timeout = Duration.ofMillis(100);
        watch();
        database.psql("BEGIN; DROP TABLE feature_flags; CREATE TABLE feature_flags (name text, item text);"
                + insertion("MISSED") + "; COMMIT");
        told.await(CONNECTED);
        insert("A");
        told.await("A");
    }

    @ParameterizedTest
    @EnumSource
    void aTableThatIsNotThereYetIsPreparedEachTime(PostgresVersion version) {
        database = version.newDatabase();
        AtomicBoolean migrate = new AtomicBoolean();
        preparation = () -> {
            if (migrate.get()) {
                database.psql("CREATE TABLE IF NOT EXISTS feature_flags (name text PRIMARY KEY, item bytea)");
            }
        };
        try (LoggedLines log = new LoggedLines()) {
            begin(database::dataSource);
            await().until(() -> !log.warnings().isEmpty());
            assertThat(log.warnings().get(0)).contains("the table feature_flags does not exist");
            migrate.set(true);
            assertThat(told.next()).isEqualTo(CONNECTED);
        }
    }
}
