package dev.flipper.store.jpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.flipper.FeatureFlagClient;
import dev.flipper.StoreException;
import dev.flipper.Subscription;
import dev.flipper.store.FeatureFlagStore;
import dev.flipper.store.FeatureFlagStoreProvider;
import dev.flipper.store.FlagDefinition;
import dev.flipper.store.StoreSettings;
import dev.flipper.store.testing.ToldInOrder;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.ServiceLoader;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Stores that settings make. */
class JpaFeatureFlagStoreProviderTest {

    private static final FlagDefinition FLAG = FlagDefinition.of("HORSES", true, Instant.EPOCH, Map.of());

    @AfterEach
    void stopNaming() {
        TestNaming.stop();
    }

    private static FeatureFlagStore open(String... settings) {
        Map<String, String> texts = new HashMap<>();
        for (int i = 0; i < settings.length; i += 2) {
            texts.put("jpa." + settings[i], settings[i + 1]);
        }
        return new JpaFeatureFlagStoreProvider().open(StoreSettings.of(texts));
    }

    @Test
    void isFoundByItsName() {
        assertThat(ServiceLoader.load(FeatureFlagStoreProvider.class).stream()
                        .map(provider -> provider.get().name()))
                .contains("jpa");
    }

    @Test
    void whatDoesNotGoTogetherOpensNothing() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> open("user", "me"))
                .withMessage("jpa.user is for jpa.url only");
    }

    @Test
    void anAddressAndNamesSayWhere() throws SQLException {
        String url = H2Databases.url();
        H2Databases.execute(url, "CREATE SCHEMA \"stable\"", "CREATE USER horses PASSWORD 'hay' ADMIN");
        try (FeatureFlagStore store = open(
                "url",
                url,
                "user",
                "horses",
                "password",
                "hay",
                "schema",
                "stable",
                "table",
                "flags",
                "name-column",
                "flag",
                "item-column",
                "document")) {
            assertThat(store.create(FLAG)).isTrue();
            assertThat(store.get(FLAG.name())).isEqualTo(FLAG);
            H2Databases.execute(url, "DELETE FROM \"stable\".\"flags\" WHERE \"flag\" = 'HORSES'");
            assertThat(store.get(FLAG.name())).isNull();
        }
    }

    @Test
    void withoutMigrationsNothingIsCreated() throws SQLException {
        String url = H2Databases.url();
        try (FeatureFlagStore store = open("url", url, "run-migrations", "false")) {
            assertThatExceptionOfType(StoreException.class)
                    .isThrownBy(() -> store.create(FLAG))
                    .withMessageContaining("Table \"feature_flags\" not found");
            H2Databases.execute(
                    url,
                    "CREATE TABLE \"feature_flags\" (\"name\" varchar(40) PRIMARY KEY, \"item\" varbinary NOT NULL)");
            assertThat(store.create(FLAG)).isTrue();
        }
    }

    @Test
    void twoTablesShareNothing() {
        String url = H2Databases.url();
        try (FeatureFlagStore store = open("url", url);
                FeatureFlagStore other = open("url", url, "table", "billing_flags");
                FeatureFlagStore same = open("url", url)) {
            assertThat(store.create(FLAG)).isTrue();
            assertThat(other.get(FLAG.name())).isNull();
            assertThat(same.get(FLAG.name())).isEqualTo(FLAG);
        }
    }

    @Test
    void aNameThatIsNotBoundIsADatabaseThatIsAway() {
        String name = "java:jboss/datasources/HorsesDS";
        FeatureFlagStore store = open("datasource", name);
        try (FeatureFlagClient features = FeatureFlagClient.open(store)) {
            assertAway(features, name, "no data source is bound to the JNDI name " + name);
            TestNaming.start();
            assertAway(features, name, "no data source is bound to the JNDI name " + name);
            TestNaming.bind(name, "a horse");
            assertAway(
                    features,
                    name,
                    "what is bound to the JNDI name " + name + " is no data source, but a java.lang.String");
            TestNaming.bind(name, H2Databases.dataSource());
            features.create(FLAG.name(), true);
            assertThat(features.isEnabled(FLAG.name())).isTrue();
            TestNaming.stop();
            assertThat(features.isEnabled(FLAG.name())).as("once it is found").isTrue();
        }
    }

    private static void assertAway(FeatureFlagClient features, String name, String why) {
        assertThat(features.isEnabled(FLAG.name(), true)).isTrue();
        assertThat(features.isEnabled(FLAG.name(), false)).isFalse();
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> features.create(FLAG.name()))
                .withMessageStartingWith("The flag 'HORSES' could not be read from the table feature_flags of the data"
                        + " source " + name + ": " + why);
    }

    @Test
    void theUsualNameIsThePlatforms() {
        TestNaming.start();
        JdbcDataSource source = H2Databases.dataSource();
        TestNaming.bind("java:comp/DefaultDataSource", source);
        try (FeatureFlagStore store = open();
                FeatureFlagStore same = new JpaFeatureFlagStore(source)) {
            assertThat(store.create(FLAG)).isTrue();
            assertThat(same.get(FLAG.name())).isEqualTo(FLAG);
        }
    }

    @Test
    void theThreadsAreThoseOfTheSettings() {
        try (FeatureFlagStore store = open("url", H2Databases.url());
                Subscription subscription = store.subscribe(new ToldInOrder()).orElseThrow()) {
            assertThat(subscription).isNotNull();
            assertThat(Thread.getAllStackTraces().keySet())
                    .filteredOn(thread -> thread.getName().equals("flipper-jpa"))
                    .isNotEmpty()
                    .allMatch(Thread::isDaemon);
        }
    }
}
