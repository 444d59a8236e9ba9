package dev.flipper.guide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.flipper.FeatureFlagClient;
import dev.flipper.cdi.FlipperClient;
import dev.flipper.setting.Setting;
import dev.flipper.store.FeatureFlagStore;
import dev.flipper.store.MirroredFeatureFlagStore;
import dev.flipper.store.StoreSettings;
import dev.flipper.store.jpa.JpaFeatureFlagStore;
import dev.flipper.store.jpa.JpaFeatureFlagStoreProvider;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.jboss.weld.environment.se.WeldContainer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The code and the settings of databases in docs/stores.md. */
class DatabaseTest {

    private static final Pattern PROPERTIES = Pattern.compile("(?s)```properties\n(.*?)```");
    private static final Pattern KEY = Pattern.compile("`(jpa\\.[a-z.-]+)`");
    private static final Pattern TABLE = Pattern.compile("(?m)^CREATE TABLE feature_flags .*$");

    private final String url = "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1";

    /** To load a provider of Jakarta Persistence may take longer than a mirror waits for its flags. */
    @BeforeAll
    static void loadTheProvider() {
        try (FeatureFlagStore store = JpaFeatureFlagStore.builder("jdbc:h2:mem:")
                .timeout(Duration.ofMinutes(1))
                .build()) {
            store.get("IMPROVED_HORSE_SOUNDS");
        }
    }

    private DataSource dataSource() {
        JdbcDataSource source = new JdbcDataSource();
        source.setURL(url);
        return source;
    }

    private String stored(String table) throws SQLException {
        try (Connection connection = dataSource().getConnection();
                ResultSet result = connection
                        .createStatement()
                        .executeQuery("SELECT LISTAGG(\"name\", ' ') FROM \"" + table + "\"")) {
            result.next();
            return result.getString(1);
        }
    }

    @Test
    void plainJava() throws SQLException {
        DataSource database = dataSource();
        FeatureFlagStore table =
                JpaFeatureFlagStore.builder(database).table("flags").build();
        FeatureFlagClient features = FeatureFlagClient.open(new MirroredFeatureFlagStore(table));

        features.create("IMPROVED_HORSE_SOUNDS", true);
        assertThat(features.isEnabled("IMPROVED_HORSE_SOUNDS")).isTrue();
        assertThat(stored("flags")).isEqualTo("IMPROVED_HORSE_SOUNDS");
        features.close();
    }

    @Test
    void plainJavaWithAnAddress() throws SQLException {
        String password = "hay";
        try (Connection connection = dataSource().getConnection()) {
            connection.createStatement().execute("CREATE USER horses PASSWORD 'hay' ADMIN");
        }

        FeatureFlagStore table =
                JpaFeatureFlagStore.builder(url, "horses", password).build();

        FeatureFlagClient features = FeatureFlagClient.open(table);
        features.create("IMPROVED_HORSE_SOUNDS", true);
        assertThat(features.isEnabled("IMPROVED_HORSE_SOUNDS")).isTrue();
        assertThat(stored("feature_flags")).isEqualTo("IMPROVED_HORSE_SOUNDS");
        features.close();
    }

    @Test
    void aBeanOverADataSource() throws SQLException {
        SharedDatabase.DATABASE.setURL(url);
        Consumer<WeldContainer> test = container -> {
            FeatureFlagClient features =
                    container.select(FeatureFlagClient.class).get();
            features.create("IMPROVED_HORSE_SOUNDS", true);
            assertThat(features.isEnabled("IMPROVED_HORSE_SOUNDS")).isTrue();
            assertThat(features.storeStatus().state()).hasToString("CONNECTED");
        };
        Map<String, String> mirrored = Map.of("flipper.local", "mirror");
        assertThat(ConfigurationTest.run(mirrored, test, SharedDatabase.class)).isEmpty();
        assertThat(stored("flags")).isEqualTo("IMPROVED_HORSE_SOUNDS");
    }

    @Test
    void eachClientHasSettingsOfItsOwnAndAMirror() throws SQLException {
        Map<String, String> settings = Map.of(
                "flipper.store", "jpa",
                "flipper.jpa.url", url,
                "flipper.client.billing.store", "jpa",
                "flipper.client.billing.jpa.url", url,
                "flipper.client.billing.jpa.table", "billing_flags");
        Consumer<WeldContainer> test = container -> {
            FeatureFlagClient features =
                    container.select(FeatureFlagClient.class).get();
            FeatureFlagClient billing = container
                    .select(FeatureFlagClient.class, FlipperClient.Literal.of("billing"))
                    .get();
            features.create("IMPROVED_HORSE_SOUNDS", true);
            billing.create("DUNNING", true);
            assertThat(features.exists("DUNNING")).isFalse();
            assertThat(billing.isEnabled("DUNNING")).isTrue();
            assertThat(features.storeStatus().lastSynchronized())
                    .as("of a mirror")
                    .isNotNull();
        };
        assertThat(ConfigurationTest.run(settings, test)).isEmpty();
        assertThat(stored("feature_flags")).isEqualTo("IMPROVED_HORSE_SOUNDS");
        assertThat(stored("billing_flags")).isEqualTo("DUNNING");
    }

    /** Plain Java has none of their data sources, which is as if these were away. */
    @Test
    void theExamplesMakeStores() throws IOException {
        List<String> blocks = PROPERTIES
                .matcher(Files.readString(Path.of("stores.md")))
                .results()
                .map(found -> found.group(1))
                .filter(block -> block.contains("jpa"))
                .toList();
        assertThat(blocks).hasSize(2);
        for (String block : blocks) {
            Properties read = new Properties();
            read.load(new StringReader(block));
            assertThat(read.remove("flipper.store")).isEqualTo("jpa");
            read.remove("flipper.client.billing.store");
            Map<String, String> settings = new HashMap<>();
            read.stringPropertyNames()
                    .forEach(key -> settings.put(
                            key.replaceFirst("flipper\\.(client\\.billing\\.)?", ""), read.getProperty(key)));
            assertThat(settings).isNotEmpty();
            assertThat(declared()).containsAll(settings.keySet());
            new JpaFeatureFlagStoreProvider().open(StoreSettings.of(settings)).close();
        }
    }

    @Test
    void theTableHasAllSettings() throws IOException {
        List<String> rows = Files.readAllLines(Path.of("stores.md")).stream()
                .filter(line -> line.startsWith("| `jpa."))
                .map(line -> line.substring(0, line.indexOf(" | ")))
                .toList();
        assertThat(rows.stream()
                        .flatMap(row -> KEY.matcher(row).results().map(found -> found.group(1)))
                        .distinct())
                .containsExactlyInAnyOrderElementsOf(declared());
    }

    private static List<String> declared() {
        return new JpaFeatureFlagStoreProvider()
                .settings().stream().map(Setting::key).toList();
    }

    /** H2 in PostgreSQL's mode takes the words of the guide. */
    @Test
    void theTableOfTheGuideWorks() throws IOException, SQLException {
        String create = TABLE.matcher(Files.readString(Path.of("stores.md")))
                .results()
                .findFirst()
                .orElseThrow()
                .group();
        String postgres = url + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE";
        try (FeatureFlagStore store = new JpaFeatureFlagStoreProvider()
                .open(StoreSettings.of(Map.of("jpa.url", postgres, "jpa.run-migrations", "false")))) {
            JdbcDataSource source = new JdbcDataSource();
            source.setURL(postgres);
            try (Connection connection = source.getConnection()) {
                connection.createStatement().execute(create);
            }
            FeatureFlagClient features = FeatureFlagClient.open(store);
            features.create("IMPROVED_HORSE_SOUNDS", true);
            assertThat(features.isEnabled("IMPROVED_HORSE_SOUNDS")).isTrue();
        }
    }

    private static String failure(Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(settings);
        all.put("flipper.store", "jpa");
        return catchThrowable(() -> ConfigurationTest.run(all, container -> {})).getMessage();
    }

    @Test
    void aDeploymentTellsAllWrongSettingsAtOnce() {
        assertThat(failure(Map.of(
                        "flipper.jpa.url", "postgresql://horses:hunter2@host/db",
                        "flipper.jpa.datasource", "ldap://host/x",
                        "flipper.jpa.table", "flags; DROP TABLE flags",
                        "flipper.jpa.pool.max-size", "0")))
                .contains("4 problems")
                .contains("flipper.jpa.url=postgresql://horses:***@host/db")
                .contains("it has to be a JDBC URL, as jdbc:postgresql://host/database")
                .contains("flipper.jpa.datasource=ldap://host/x")
                .contains("flipper.jpa.table=flags; DROP TABLE flags")
                .contains("it has to be letters, digits and underscores, no digit first, 63 at most")
                .contains("flipper.jpa.pool.max-size=0")
                .doesNotContain("hunter2");
    }

    @Test
    void aDeploymentTellsSettingsThatDoNotGoTogetherAndADriverThatIsMissing() {
        assertThat(failure(Map.of("flipper.jpa.user", "me", "flipper.jpa.password", "hunter2")))
                .contains("jpa.user is for jpa.url only; jpa.password is for jpa.url only")
                .doesNotContain("hunter2");
        assertThat(failure(Map.of("flipper.jpa.url", "jdbc:postgresql://host/db?password=hunter2")))
                .contains("No driver takes the JDBC URL jdbc:postgresql://host/db: add that of the database")
                .doesNotContain("hunter2");
    }
}
