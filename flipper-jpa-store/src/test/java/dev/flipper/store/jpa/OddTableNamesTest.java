package dev.flipper.store.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flipper.FeatureFlagClient;
import dev.flipper.store.FeatureFlagStore;
import dev.flipper.store.FlagDefinition;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Names that SQL has other uses for, or that it would change to upper or lower case, are taken as they are. */
class OddTableNamesTest {

    private static final FlagDefinition FLAG = FlagDefinition.of("HORSES", true, Instant.EPOCH, Map.of());

    @ParameterizedTest
    @CsvSource({
        "org.hibernate.jpa.HibernatePersistenceProvider, Stable, order, user, value",
        "org.hibernate.jpa.HibernatePersistenceProvider, SELECT, FEATURE_FLAGS, NAME, ITEM",
        "org.hibernate.jpa.HibernatePersistenceProvider, public, _Table, key, Group",
        "org.eclipse.persistence.jpa.PersistenceProvider, Stable, order, user, value",
        "org.eclipse.persistence.jpa.PersistenceProvider, SELECT, FEATURE_FLAGS, NAME, ITEM",
        "org.eclipse.persistence.jpa.PersistenceProvider, public, _Table, key, Group"
    })
    void theyWorkWithBothProviders(String provider, String schema, String table, String name, String item)
            throws SQLException {
        String url = H2Databases.url();
        H2Databases.execute(url, "CREATE SCHEMA \"" + schema + "\"");
        FeatureFlagStore store = JpaFeatureFlagStore.builder(H2Databases.dataSource(url))
                .provider(provider)
                .schema(schema)
                .table(table)
                .nameColumn(name)
                .itemColumn(item)
                .build();
        try (FeatureFlagClient features = FeatureFlagClient.open(store)) {
            assertThat(features.isEnabled(FLAG.name(), true)).isTrue();
            assertThat(store.create(FLAG)).isTrue();
            assertThat(store.create(FLAG)).isFalse();
            assertThat(store.get(FLAG.name())).isEqualTo(FLAG);
            features.disable(FLAG.name());
            assertThat(features.isEnabled(FLAG.name())).isFalse();
            assertThat(features.list()).hasSize(1);
            assertThat(stored(
                            url,
                            "SELECT \"" + name + "\" FROM \"" + schema + "\".\"" + table + "\" WHERE \"" + item
                                    + "\" IS NOT NULL"))
                    .isEqualTo(FLAG.name());
            features.destroy(FLAG.name());
            assertThat(features.list()).isEmpty();
        }
    }

    private static String stored(String url, String query) throws SQLException {
        try (Connection connection = H2Databases.dataSource(url).getConnection();
                ResultSet result = connection.createStatement().executeQuery(query)) {
            return result.next() ? result.getString(1) : "nothing";
        }
    }
}
