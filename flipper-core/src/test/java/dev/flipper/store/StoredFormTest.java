package dev.flipper.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.flipper.FlagFormatException;
import dev.flipper.FlagMetadata;
import dev.flipper.bucketing.NoOpBucketer;
import dev.flipper.json.JsonFormatException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StoredFormTest {

    private static FlagDefinition read(String meta) {
        return FlagDefinition.fromJson("{\"feature_name\": \"flag\", \"is_enabled\": true, \"meta\": " + meta + "}");
    }

    private static void assertBroken(String json, String flag, String place, String message) {
        assertThatExceptionOfType(FlagFormatException.class)
                .isThrownBy(() -> FlagDefinition.fromJson(json))
                .withMessage(message)
                .withCauseInstanceOf(JsonFormatException.class)
                .satisfies(e -> assertThat(e.flag()).isEqualTo(flag))
                .satisfies(e -> assertThat(e.place()).isEqualTo(place));
    }

    @Test
    void onlyFourMembersAreRequired() {
        FlagMetadata metadata = read("{\"created_date\": 5}").metadata();
        assertThat(metadata)
                .isEqualTo(new FlagMetadata(Instant.ofEpochSecond(5), Map.of(), List.of(), new NoOpBucketer()));
        assertThat(read("{\"created_date\": 5}").toJson())
                .isEqualTo("{\"feature_name\": \"flag\", \"is_enabled\": true, \"meta\": {\"created_date\": 5}}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"client_data\": null",
                "\"client_data\": []",
                "\"client_data\": {}",
                "\"client_data\": \"\"",
                "\"client_data\": 0",
                "\"client_data\": 0.0",
                "\"client_data\": false",
                "\"bucketer\": null"
            })
    void emptyMembersReadAsTheOriginalReadsThem(String member) {
        FlagDefinition flag = read("{\"created_date\": 5, " + member + "}");
        assertThat(flag.metadata().clientData()).isEmpty();
        assertThat(flag.metadata().bucketer()).isEqualTo(new NoOpBucketer());
        assertThat(flag.toJson()).contains(member);
        assertThat(flag.withClientData(Map.of("a", 1)).metadata().clientData()).isEqualTo(Map.of("a", 1));
    }

    @ParameterizedTest
    @CsvSource({"1700000000.9, 1700000000", "1e3, 1000", "0, 0", "-5, -5", "4102444800, 4102444800"})
    void aFractionOfTheCreationDateIsDropped(String stored, long seconds) {
        assertThat(read("{\"created_date\": " + stored + "}").metadata().createdDate())
                .isEqualTo(Instant.ofEpochSecond(seconds));
    }

    /** The original takes any number; a flag must not be unreadable for a date that nobody asks for. */
    @ParameterizedTest
    @ValueSource(strings = {"1e300", "32000000000000000", "99999999999999999999999"})
    void aDateBeyondAllInstantsIsTheLastOne(String stored) {
        FlagDefinition late = read("{\"created_date\": " + stored + "}");
        FlagDefinition early = read("{\"created_date\": -" + stored + "}");
        assertThat(late.metadata().createdDate()).isEqualTo(Instant.MAX.truncatedTo(ChronoUnit.SECONDS));
        assertThat(early.metadata().createdDate()).isEqualTo(Instant.MIN);
        assertThat(late.toJson()).contains(stored.replace("1e300", "1e+300"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "is_enabled | {'feature_name': 'f', 'is_enabled': 1, 'meta': {'created_date': 1}} |"
                        + " true or false is expected, not a number",
                "meta | {'feature_name': 'f', 'is_enabled': true, 'meta': []} | an object is expected, not an array",
                "meta | {'feature_name': 'f', 'is_enabled': true, 'meta': {}} | the member 'created_date' is missing",
                "document | {'feature_name': 'f', 'is_enabled': true} | the member 'meta' is missing",
                "document | {'feature_name': 'f', 'meta': {'created_date': 1}} | the member 'is_enabled' is missing",
                "meta.created_date | {'feature_name': 'f', 'is_enabled': true, 'meta': {'created_date': '1'}} |"
                        + " a number is expected: seconds since 1970",
                "meta.client_data | {'feature_name': 'f', 'is_enabled': true, 'meta': {'created_date': 1,"
                        + " 'client_data': [1]}} | an object is expected, not an array",
                "meta.conditions | {'feature_name': 'f', 'is_enabled': true, 'meta': {'created_date': 1,"
                        + " 'conditions': null}} | an array is expected, not null",
                "meta.conditions[1].a[0] | {'feature_name': 'f', 'is_enabled': true, 'meta': {'created_date': 1,"
                        + " 'conditions': [{}, {'a': ['x']}]}} | an object is expected, not a string",
                "meta.bucketer | {'feature_name': 'f', 'is_enabled': true, 'meta': {'created_date': 1,"
                        + " 'bucketer': {}}} | the member 'type' is missing",
                "meta.bucketer.percentage.value | {'feature_name': 'f', 'is_enabled': true, 'meta': {'created_date':"
                        + " 1, 'bucketer': {'type': 'PercentageBucketer', 'percentage': {'type': 'Percentage',"
                        + " 'value': 'x'}}}} | a number is expected, not a string",
            })
    void namesTheFlagAndThePlace(String place, String json, String problem) {
        assertBroken(
                json.replace('\'', '"'), "f", place, "The stored flag 'f' cannot be read: " + place + ": " + problem);
    }

    @Test
    void namesTheDocumentIfThereIsNoName() {
        assertBroken(
                "[]",
                null,
                "document",
                "The stored document cannot be read: document: an object is expected, not an array");
        assertBroken(
                "{\"feature_name\": 5, \"is_enabled\": true, \"meta\": {\"created_date\": 1}}",
                null,
                "feature_name",
                "The stored document cannot be read: feature_name: a string is expected, not a number");
        assertBroken(
                "{\"is_enabled\": true, \"meta\": {\"created_date\": 1}}",
                null,
                "document",
                "The stored document cannot be read: document: the member 'feature_name' is missing");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "{",
                "NaN",
                "{\"feature_name\": \"f\", \"is_enabled\": true, \"meta\": {\"created_date\": NaN}}",
                "{\"feature_name\": \"f\", \"is_enabled\": true, \"meta\": {\"created_date\": 1, \"x\": Infinity}}",
                "{\"feature_name\": \"f\", \"is_enabled\": true, \"meta\": {\"created_date\": 1, \"x\": -Infinity}}",
                "{\"feature_name\": \"f\", \"is_enabled\": true, \"meta\": {\"created_date\": 1, \"x\": 1e400}}",
                "{\"feature_name\": \"f\", \"is_enabled\": true, \"meta\": {\"created_date\": 1}} {}",
                "{\"feature_name\": \"f\", \"is_enabled\": true, \"meta\": {\"created_date\": 1}}}"
            })
    void refusesWhatIsNotJson(String text) {
        assertThatExceptionOfType(FlagFormatException.class)
                .isThrownBy(() -> FlagDefinition.fromJson(text))
                .withMessageStartingWith("The stored document cannot be read: ");
    }

    @Test
    void refusesNestingBeyondTheLimit() {
        // The document and its meta are the first two levels.
        String deepest = "[".repeat(510) + "]".repeat(510);
        assertThat(read("{\"created_date\": 1, \"x\": " + deepest + "}").enabled())
                .isTrue();
        assertThatExceptionOfType(FlagFormatException.class)
                .isThrownBy(() -> read("{\"created_date\": 1, \"x\": [" + deepest + "]}"))
                .withMessageContaining("is nested deeper than 512");
    }
}
