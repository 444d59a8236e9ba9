package dev.flipper.store.jpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.flipper.FlagFormatException;
import dev.flipper.store.FlagDefinition;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A table that the Python original has made and filled. */
class OriginalRowsTest {

    private static final Path VECTORS =
            Path.of("..", "flipper-core", "src", "test", "resources", "conformance", "stored-items.json");

    private PostgresDatabase database;

    private JpaFeatureFlagStore store(PostgresVersion version) {
        database = version.newDatabase();
        database.psql("CREATE TABLE feature_flags (name varchar(40) PRIMARY KEY, item bytea NOT NULL)");
        return new JpaFeatureFlagStore(database.dataSource());
    }

    private void insert(String name, byte[] item) throws SQLException {
        try (Connection connection = database.dataSource().getConnection();
                PreparedStatement row = connection.prepareStatement("INSERT INTO feature_flags VALUES (?, ?)")) {
            row.setString(1, name);
            row.setBytes(2, item);
            row.executeUpdate();
        }
    }

    private String itemOf(String name) {
        return database.psql("SELECT encode(item, 'escape') FROM feature_flags WHERE name = '" + name + "'")
                .replace("\\\\", "\\");
    }

    private static List<String> items() throws IOException {
        try (JsonReader reader = Json.createReader(Files.newBufferedReader(VECTORS))) {
            return reader.readObject().getJsonArray("vectors").getValuesAs(JsonObject.class).stream()
                    .map(vector -> vector.getString("stored"))
                    .toList();
        }
    }

    /** An octet beyond ASCII would show as three digits here. */
    @ParameterizedTest
    @EnumSource
    void rowsOfTheOriginalAreReadAndUpdatedAndOnlyWhatChangesIsAnother(PostgresVersion version) throws Exception {
        try (JpaFeatureFlagStore store = store(version)) {
            List<String> items = items();
            assertThat(items).hasSize(60);
            for (String item : items) {
                FlagDefinition flag = FlagDefinition.fromJson(item);
                insert(flag.name(), item.getBytes(StandardCharsets.US_ASCII));
                assertThat(store.get(flag.name())).hasToString(flag.toString());

                store.update(flag.name(), read -> read.withEnabled(!read.enabled()));
                assertThat(itemOf(flag.name()))
                        .isEqualTo(item.replaceFirst(
                                "\"is_enabled\": " + flag.enabled(), "\"is_enabled\": " + !flag.enabled()));
                store.update(flag.name(), read -> read.withEnabled(!read.enabled()));
                assertThat(itemOf(flag.name())).isEqualTo(item);
                // Another vector may have the same name.
                assertThat(store.delete(flag.name())).isNotNull();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void aNameThatIsTooLongForItsColumnIsRefusedUntilThatIsWidened(PostgresVersion version) {
        String name = "n".repeat(41);
        FlagDefinition flag = FlagDefinition.of(name, true, Instant.EPOCH, Map.of());
        try (JpaFeatureFlagStore store = store(version)) {
            Node.assertFails(() -> store.create(flag))
                    .withMessageContaining("'" + name + "'")
                    .withMessageContaining("41 characters, and the column name takes 40");
            assertThat(database.psql("SELECT count(*) FROM feature_flags")).isEqualTo("0");

            database.psql("ALTER TABLE feature_flags ALTER COLUMN name TYPE varchar(250)");
            assertThat(store.create(flag)).isTrue();
            assertThat(store.get(name)).hasToString(flag.toString());
        }
    }

    /** Whoever has written that, the other flags are not affected. */
    @ParameterizedTest
    @EnumSource
    void anItemThatIsNoFlagIsToldWithItsNameAndAloneDoesNotAnswer(PostgresVersion version) throws SQLException {
        try (JpaFeatureFlagStore store = store(version);
                Node node = Node.bare(database.dataSource()).withFlag()) {
            insert("text", "no JSON".getBytes(StandardCharsets.US_ASCII));
            insert("octets", new byte[] {'{', (byte) 0xff, (byte) 0xfe, '}'});
            insert("empty", new byte[0]);
            for (String broken : List.of("text", "octets", "empty")) {
                assertThatExceptionOfType(FlagFormatException.class)
                        .isThrownBy(() -> store.get(broken))
                        .withMessageStartingWith("The stored flag '" + broken + "' cannot be read: ");
                assertThatExceptionOfType(FlagFormatException.class)
                        .isThrownBy(() -> node.features.enable(broken))
                        .withMessageStartingWith("The stored flag '" + broken + "' cannot be read: ");
                assertThat(node.evaluate(broken).detail()).contains(broken);
                assertThat(node.features.isEnabled(broken, true)).isTrue();
            }
            node.assertAnswers();
            assertThat(itemOf("text")).isEqualTo("no JSON");
        }
    }
}
