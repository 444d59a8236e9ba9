package dev.flipper.bucketing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.flipper.EvaluationContext;
import dev.flipper.json.Json;
import dev.flipper.json.JsonCursor;
import dev.flipper.json.JsonFormatException;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StoredBucketersTest {

    private static Bucketer read(String json) {
        return Bucketer.fromStored(new JsonCursor("bucketer", Json.parse(json)));
    }

    @Test
    void readsEachType() {
        assertThat(read("{\"type\": \"NoOpBucketer\"}")).isEqualTo(new NoOpBucketer());
        assertThat(read("{\"type\": \"PercentageBucketer\","
                        + " \"percentage\": {\"type\": \"Percentage\", \"value\": 0.5}}"))
                .isEqualTo(new PercentageBucketer(Percentage.of(0.5)));
        assertThat(read("{\"type\": \"ConsistentHashPercentageBucketer\", \"key_whitelist\": [\"b\", \"a\", \"b\"],"
                        + " \"percentage\": {\"type\": \"Percentage\", \"value\": 0.5}}"))
                .isEqualTo(ConsistentHashPercentageBucketer.of(Percentage.of(0.5), "a", "b"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ", \"percentage\": null"})
    void aMissingPercentageIsOne(String member) {
        assertThat(read("{\"type\": \"PercentageBucketer\"" + member + "}"))
                .isEqualTo(new PercentageBucketer(Percentage.of(1)));
        assertThat(read("{\"type\": \"ConsistentHashPercentageBucketer\"" + member + "}"))
                .isEqualTo(ConsistentHashPercentageBucketer.of(Percentage.of(1)));
    }

    @Test
    void keepsWhatItDoesNotKnow() {
        UnknownBucketer tenant = (UnknownBucketer) read("{\"type\": \"Tenant\", \"ids\": [1, 2.0]}");
        assertThat(tenant.type()).isEqualTo("Tenant");
        assertThat(tenant.fields()).isEqualTo(Map.of("ids", Arrays.asList(1, 2.0)));
        assertThat(tenant.problem()).isEqualTo("the bucketer type 'Tenant' is not known here");
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> tenant.test(EvaluationContext.empty(), InstantSource.system(), new Random(1)))
                .withMessage("the bucketer type 'Tenant' is not known here");
    }

    @Test
    void aBucketerOfAnUnknownPercentageIsUnknown() {
        UnknownBucketer bucketer = (UnknownBucketer)
                read("{\"type\": \"PercentageBucketer\", \"percentage\": {\"type\": \"Sine\", \"period\": 5}}");
        assertThat(bucketer.type()).isEqualTo("PercentageBucketer");
        assertThat(bucketer.fields()).isEqualTo(Map.of("percentage", Map.of("type", "Sine", "period", 5)));
        assertThat(bucketer.problem()).startsWith("the percentage type 'Sine' is not known here");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "[]; bucketer: an object is expected, not an array",
                "{}; bucketer: the member 'type' is missing",
                "{\"type\": null}; bucketer.type: a string is expected, not null",
                "{\"type\": \"PercentageBucketer\", \"percentage\": 0.5};"
                        + " bucketer.percentage: an object is expected, not a number",
                "{\"type\": \"ConsistentHashPercentageBucketer\", \"key_whitelist\": \"a\"};"
                        + " bucketer.key_whitelist: an array is expected, not a string",
                "{\"type\": \"ConsistentHashPercentageBucketer\", \"key_whitelist\": [1]};"
                        + " bucketer.key_whitelist[0]: a string is expected, not a number",
            })
    void tellsWhereItIsBroken(String json, String message) {
        assertThatExceptionOfType(JsonFormatException.class)
                .isThrownBy(() -> read(json))
                .withMessage(message);
    }
}
