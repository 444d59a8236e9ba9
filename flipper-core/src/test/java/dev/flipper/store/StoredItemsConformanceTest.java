package dev.flipper.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flipper.ConformanceVectors;
import dev.flipper.json.Json;
import dev.flipper.json.JsonCursor;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class StoredItemsConformanceTest {

    @TestFactory
    Stream<DynamicTest> areWrittenAsTheyWereRead() {
        return ConformanceVectors.tests("stored-items", StoredItemsConformanceTest::check);
    }

    @Test
    void allVectorsAreThere() {
        assertThat(ConformanceVectors.read("stored-items")).hasSize(60);
    }

    private static void check(JsonCursor vector) {
        String stored = vector.member("stored").string();
        FlagDefinition flag = FlagDefinition.fromJson(stored);
        // More than is promised (equal as JSON values): nobody's diff of a store shows what nobody changed.
        assertThat(flag.toJson()).isEqualTo(stored);
        assertThat(StandardCharsets.US_ASCII.newEncoder().canEncode(flag.toJson()))
                .isTrue();

        FlagDefinition changed = flag.withEnabled(!flag.enabled()).withClientData(Map.of("a", 1));
        JsonCursor before = new JsonCursor("", Json.parse(stored));
        JsonCursor after = new JsonCursor("", Json.parse(changed.toJson()));
        assertThat(after.object().keySet()).isEqualTo(before.object().keySet());
        for (String untouched : new String[] {"created_date", "conditions", "bucketer"}) {
            assertThat(after.member("meta").member(untouched).value())
                    .as(untouched)
                    .isEqualTo(before.member("meta").member(untouched).value());
        }
    }
}
