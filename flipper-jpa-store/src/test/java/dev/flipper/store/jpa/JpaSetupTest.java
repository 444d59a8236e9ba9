package dev.flipper.store.jpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.flipper.setting.Setting;
import dev.flipper.store.StoreSettings;
import dev.flipper.store.testing.SettingAssertions;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JpaSetupTest {

    private static final String H2 = "jdbc:h2:mem:horses";

    private static JpaFeatureFlagStoreBuilder builder(String... settings) {
        Map<String, String> texts = new HashMap<>();
        for (int i = 0; i < settings.length; i += 2) {
            texts.put("jpa." + settings[i], settings[i + 1]);
        }
        return JpaSetup.of(StoreSettings.of(texts)).builder();
    }

    private static void assertWrong(String message, String... settings) {
        assertThatIllegalArgumentException().isThrownBy(() -> builder(settings)).withMessage(message);
    }

    @Test
    void theUsualIsTheDefaultDataSourceAndTheTableOfTheOriginal() {
        JpaFeatureFlagStoreBuilder builder = builder();
        assertThat(builder.where()).isEqualTo("the data source java:comp/DefaultDataSource");
        assertThat(builder.connections()).isInstanceOf(NamedDataSource.class);
        assertThat(builder.table()).isEqualTo(new FlagTable(null, "feature_flags", "name", "item"));
        assertThat(builder.createsTable()).isTrue();
        assertThat(builder.createsTrigger()).isTrue();
        assertThat(builder.listens()).isTrue();
        assertThat(builder.joins()).isFalse();
        assertThat(builder.timeout()).isEqualTo(Duration.ofSeconds(2));
        assertThat(builder.pollInterval()).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void everythingCanBeSet() {
        JpaFeatureFlagStoreBuilder builder = builder(
                "datasource",
                "java:jboss/datasources/HorsesDS",
                "schema",
                "stable",
                "table",
                "flags",
                "name-column",
                "flag",
                "item-column",
                "document",
                "trigger",
                "false",
                "listen",
                "false",
                "transactions",
                "join",
                "poll-interval",
                "30s",
                "timeout",
                "3s");
        assertThat(builder.where()).isEqualTo("the data source java:jboss/datasources/HorsesDS");
        assertThat(builder.table()).isEqualTo(new FlagTable("stable", "flags", "flag", "document"));
        assertThat(builder.createsTable()).isTrue();
        assertThat(builder.createsTrigger()).isFalse();
        assertThat(builder.listens()).isFalse();
        assertThat(builder.joins()).isTrue();
        assertThat(builder.timeout()).isEqualTo(Duration.ofSeconds(3));
        assertThat(builder.pollInterval()).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void withoutMigrationsThereIsNoTriggerEither() {
        JpaFeatureFlagStoreBuilder builder = builder("run-migrations", "false");
        assertThat(builder.createsTable()).isFalse();
        assertThat(builder.createsTrigger()).isFalse();
        assertThat(builder("run-migrations", "false", "trigger", "false").createsTrigger())
                .isFalse();
        assertWrong(
                "jpa.trigger=true does not go with jpa.run-migrations=false, by which nothing is created: leave one of"
                        + " them out",
                "run-migrations",
                "false",
                "trigger",
                "true");
    }

    @Test
    void anAddressHasASmallPool() {
        String url = H2Databases.url();
        JpaFeatureFlagStoreBuilder builder = builder("url", url, "user", "me", "password", "hay", "timeout", "30ms");
        assertThat(builder.where()).isEqualTo(url.substring(0, url.indexOf(';')));
        assertFull(builder, 4, 30);
        assertFull(
                builder("url", H2Databases.url(), "pool.max-size", "7", "pool.max-wait", "20ms", "timeout", "9s"),
                7,
                20);
    }

    private static void assertFull(JpaFeatureFlagStoreBuilder builder, int size, int millis) {
        try (Connections pool = builder.connections()) {
            for (int i = 0; i < size; i++) {
                assertThat(pool.connect()).isNotNull();
            }
            assertThatExceptionOfType(NoConnectionException.class)
                    .isThrownBy(pool::connect)
                    .withMessage("all " + size + " connections were in use for " + millis + " ms");
        }
    }

    @Test
    void allThatDoesNotGoTogetherIsTold() {
        assertWrong(
                "jpa.datasource and jpa.url are two ways to a database: leave one of them out;"
                        + " jpa.transactions=join does not go with jpa.url: only connections of a server's data source"
                        + " take part in its transactions;"
                        + " jpa.name-column and jpa.item-column have to be two columns, both are item",
                "url",
                H2,
                "datasource",
                "jdbc/horses",
                "transactions",
                "join",
                "name-column",
                "item");
    }

    @Test
    void settingsOfAnAddressAreForAnAddress() {
        assertWrong(
                "jpa.user is for jpa.url only; jpa.password is for jpa.url only; jpa.pool.max-size is for jpa.url only;"
                        + " jpa.pool.max-wait is for jpa.url only",
                "user",
                "me",
                "password",
                "hay",
                "pool.max-size",
                "4",
                "pool.max-wait",
                "1s");
    }

    @ParameterizedTest
    @CsvSource({
        "datasource, ldap://host/x, 'a JNDI name, as java:jboss/datasources/HorsesDS or jdbc/horses'",
        "url, redis://host, 'a JDBC URL, as jdbc:postgresql://host/database (it does not begin with jdbc: and the name"
                + " of a kind of database)'",
        "schema, a.b, 'letters, digits and underscores, no digit first, 63 at most'",
        "table, a;b, 'letters, digits and underscores, no digit first, 63 at most'",
        "name-column, 1a, 'letters, digits and underscores, no digit first, 63 at most'",
        "item-column, größe, 'letters, digits and underscores, no digit first, 63 at most'",
        "run-migrations, yes, true or false",
        "trigger, 1, true or false",
        "listen, on, true or false",
        "transactions, own-join, 'one of own, join'",
        "pool.max-size, 1, a whole number from 2 to 10000",
        "pool.max-wait, 0ms, 'a duration from 1ms to 1h, as 500ms, 2s, 15m, 1h, 7d or PT1M30S'",
        "timeout, 0ms, 'a duration from 1ms to 1h, as 500ms, 2s, 15m, 1h, 7d or PT1M30S'",
        "poll-interval, 2d, 'a duration from 1ms to 1d, as 500ms, 2s, 15m, 1h, 7d or PT1M30S'"
    })
    void eachSettingSaysWhatIsRight(String key, String wrong, String expected) {
        SettingAssertions.assertRefuses(JpaSettings.ALL, "jpa." + key, wrong, expected);
    }

    @Test
    void nothingIsRequiredAndOnlyThePasswordIsSecret() {
        assertThat(JpaSettings.ALL).noneMatch(Setting::isRequired);
        SettingAssertions.assertKeptApart(JpaSettings.ALL, "jpa.", JpaSettings.PASSWORD);
        assertThat(JpaSettings.URL.shown("jdbc:postgresql://host/db?user=me&password=hay&sslpassword=straw"))
                .doesNotContain("hay", "straw");
    }
}
