package dev.flipper.store.jpa;

import static dev.flipper.store.testing.StoreNode.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import dev.flipper.FeatureFlagClient;
import dev.flipper.store.FlagDefinition;
import dev.flipper.store.MirroredFeatureFlagStore;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the database is asked, as it says itself. */
class StatementsTest {

    private static final FlagDefinition FLAG = FlagDefinition.of("FLAG", true, Instant.EPOCH, Map.of());

    private static final int FLAGS = 2_000;

    /** How often the driver sends a statement before it lets the server keep it. Both look the same from here. */
    private static final int WARM_UP = 10;

    private static final Pattern STATEMENT = Pattern.compile("LOG: {2}(?:statement|execute [^:]*): (.*)");

    private static final String READS_ALL = "(?i)select .*\"item\" from \"feature_flags\"( fr1_0)?";

    private PostgresServer server;
    private PostgresDatabase database;

    @BeforeEach
    void start() {
        server = PostgresServer.start(PostgresVersion.POSTGRESQL_18);
        database = server.newDatabase();
        database.psql("CREATE TABLE feature_flags (name varchar(255) PRIMARY KEY, item bytea NOT NULL);"
                + " INSERT INTO feature_flags SELECT 'flag' || i, convert_to(replace('" + FLAG.toJson()
                + "', 'FLAG', 'flag' || i), 'UTF8') FROM generate_series(1, " + FLAGS + ") i;"
                + " ANALYZE feature_flags; ALTER DATABASE " + database.name() + " SET log_statement = 'all'");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private JpaFeatureFlagStore store(String provider) {
        return JpaFeatureFlagStore.builder(database.jdbcUrl())
                .provider(provider)
                .build();
    }

    private List<String> asked(Runnable work) {
        int before = server.log().length();
        work.run();
        return STATEMENT
                .matcher(server.log().substring(before))
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {Providers.HIBERNATE, Providers.ECLIPSELINK})
    void aCheckWithoutALocalCopyIsOneSelectByTheIndexAndNothingElse(String provider) {
        try (FeatureFlagClient features = FeatureFlagClient.open(store(provider))) {
            for (int i = 0; i < WARM_UP; i++) {
                assertThat(features.isEnabled("flag7")).isTrue();
            }
            // The client listens to changes, which it prepares meanwhile; then it asks now and then for a sign of life.
            eventually(() -> assertThat(server.log()).contains("LISTEN flipper_"));
            List<String> asked = asked(() -> {
                assertThat(features.isEnabled("flag8")).isTrue();
                assertThat(features.isEnabled("flag9")).isTrue();
                assertThat(features.isEnabled("absent")).isFalse();
            });
            assertThat(asked)
                    .filteredOn(sql -> !sql.contains("pg_catalog.pg_class"))
                    .hasSize(3)
                    .allMatch(sql -> sql.matches(READS_ALL + " where \\(?\\S*\"name\" ?= ?\\$1\\)?"));
        }
        // The first has made the index. A connection counts what it has done when it ends.
        eventually(() -> assertThat(scans()).isEqualTo("1|" + (WARM_UP + 3)));
    }

    private String scans() {
        return database.psql("SELECT seq_scan, idx_scan FROM pg_stat_user_tables");
    }

    @ParameterizedTest
    @ValueSource(strings = {Providers.HIBERNATE, Providers.ECLIPSELINK})
    void aLocalCopyIsReadByOneStatementAndThenAnswersAlone(String provider) {
        // The first time the trigger has to be made, and the mirror may not wait so long for being connected.
        checkAll(provider);
        List<String> asked = asked(() -> checkAll(provider));
        assertThat(asked)
                .filteredOn(sql -> sql.contains("\"item\""))
                .singleElement(STRING)
                .matches(READS_ALL);
    }

    private void checkAll(String provider) {
        try (FeatureFlagClient features = FeatureFlagClient.open(new MirroredFeatureFlagStore(store(provider)))) {
            for (int i = 1; i <= FLAGS; i++) {
                assertThat(features.isEnabled("flag" + i)).isTrue();
            }
            assertThat(features.isEnabled("absent")).isFalse();
        }
    }
}
