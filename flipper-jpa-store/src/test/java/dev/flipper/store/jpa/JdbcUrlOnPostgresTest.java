package dev.flipper.store.jpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.flipper.StoreException;
import dev.flipper.store.FeatureFlagStore;
import dev.flipper.store.FlagDefinition;
import dev.flipper.store.StoreSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A pool of the store's own on real servers, which come and go. It waits for no server. */
@Timeout(240)
class JdbcUrlOnPostgresTest {

    private static final FlagDefinition FLAG = FlagDefinition.of("HORSES", true, Instant.EPOCH, Map.of());

    private static FeatureFlagStore open(PostgresDatabase database) {
        String url = "jdbc:postgresql://127.0.0.1:" + database.server().port() + "/" + database.name();
        return new JpaFeatureFlagStoreProvider()
                .open(StoreSettings.of(Map.of(
                        "jpa.url",
                        url,
                        "jpa.user",
                        PostgresServer.SUPERUSER,
                        "jpa.timeout",
                        "500ms",
                        "jpa.pool.max-wait",
                        "1h")));
    }

    private static void assertAway(FeatureFlagStore store) {
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> store.get(FLAG.name()))
                .withMessageStartingWith(
                        "The flag 'HORSES' could not be read from the table feature_flags of jdbc:postgresql://");
    }

    /** Whatever it has: a server that is killed may have lost its last changes, as the tests' servers do not sync. */
    private static void awaitBack(FeatureFlagStore store) {
        await("the database is back")
                .atMost(Duration.ofSeconds(30))
                .ignoreExceptionsInstanceOf(StoreException.class)
                .until(() ->
                        store.get(FLAG.name()) == null || store.get(FLAG.name()).equals(FLAG));
    }

    @ParameterizedTest
    @EnumSource
    void settingsSayWhere(PostgresVersion version) {
        PostgresDatabase database = version.newDatabase();
        try (FeatureFlagStore store = open(database)) {
            assertThat(store.create(FLAG)).isTrue();
            assertThat(store.get(FLAG.name())).isEqualTo(FLAG);
            assertThat(database.psql("SELECT name FROM feature_flags")).isEqualTo(FLAG.name());
        }
        String connections = "SELECT count(*) FROM pg_stat_activity WHERE datname = '" + database.name()
                + "' AND pid <> pg_backend_pid()";
        await("connections").until(() -> database.psql(connections).equals("0"));
    }

    @Test
    void aServerThatIsKilledAndStartedIsFoundAgain() {
        try (PostgresServer server = PostgresServer.start(PostgresVersion.POSTGRESQL_18);
                FeatureFlagStore store = open(server.database())) {
            assertThat(store.create(FLAG)).isTrue();
            server.kill();
            assertAway(store);
            server.start();
            awaitBack(store);
        }
    }

    /** What hangs while the connection is made would else hold the pool up for ever. */
    @Test
    void aServerThatIsSilentAtTheStartHoldsNobodyUp() {
        try (PostgresServer server = PostgresServer.start(PostgresVersion.POSTGRESQL_18)) {
            try (FeatureFlagStore store = open(server.database())) {
                assertThat(store.create(FLAG)).isTrue();
            }
            FeatureFlagStore store = open(server.database());
            server.freeze();
            assertAway(store);
            store.close();
            await("threads").atMost(Duration.ofSeconds(30)).until(() -> Thread.getAllStackTraces().keySet().stream()
                    .noneMatch(thread -> thread.getName().equals("flipper-jpa")));
            try (FeatureFlagStore other = open(server.database())) {
                assertAway(other);
                server.thaw();
                awaitBack(other);
            }
        }
    }
}
