package dev.flipper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import dev.flipper.bucketing.Bucketer;
import dev.flipper.bucketing.BucketerFactory;
import dev.flipper.bucketing.ConsistentHashPercentageBucketer;
import dev.flipper.bucketing.NoOpBucketer;
import dev.flipper.bucketing.Percentage;
import dev.flipper.bucketing.PercentageBucketer;
import dev.flipper.store.MemoryFeatureFlagStore;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bucketers that somebody has typed. */
class BucketerInputTest {

    private static final String HALF = "{\"type\": \"Percentage\", \"value\": 0.5}";

    private final FeatureFlagClient client = FeatureFlagClient.builder(new MemoryFeatureFlagStore())
            .bucketerFactory(new TenantBucketer.Factory())
            .build();

    @Test
    void readsEachKind() {
        assertThat(client.readBucketer("{\"type\": \"NoOpBucketer\"}")).isEqualTo(new NoOpBucketer());
        assertThat(client.readBucketer("{\"type\": \"PercentageBucketer\", \"percentage\": " + HALF + "}"))
                .isEqualTo(new PercentageBucketer(Percentage.of(0.5)));
        assertThat(client.readBucketer("{\"type\": \"ConsistentHashPercentageBucketer\", \"percentage\": " + HALF
                        + ", \"key_whitelist\": [\"user_id\"]}"))
                .isEqualTo(ConsistentHashPercentageBucketer.of(Percentage.of(0.5), "user_id"));
    }

    @Test
    void readsARamp() {
        String ramp = "{\"type\": \"LinearRampPercentage\", \"initial_value\": 0, \"final_value\": 1,"
                + " \"ramp_duration\": 60, \"initial_time\": 1700000000}";
        assertThat(client.readBucketer("{\"type\": \"PercentageBucketer\", \"percentage\": " + ramp + "}"))
                .isEqualTo(new PercentageBucketer(
                        Percentage.linearRamp(0, 1, Duration.ofMinutes(1), Instant.ofEpochSecond(1_700_000_000))));
    }

    @Test
    void readsOneOfTheApplicationsOwn() {
        assertThat(client.readBucketer("{\"type\": \"dev.flipper.Tenant\", \"tenant\": \"acme\"}"))
                .isEqualTo(new TenantBucketer("acme"));
    }

    @Test
    void readsOneOfFlippersOwnThatAFactoryMakes() {
        BucketerFactory factory = new BucketerFactory() {
            @Override
            public String type() {
                return "Half";
            }

            @Override
            public Bucketer create(Map<String, @Nullable Object> fields) {
                return new PercentageBucketer(Percentage.of(0.5));
            }
        };
        FeatureFlagClient knowing = FeatureFlagClient.builder(new MemoryFeatureFlagStore())
                .bucketerFactory(factory)
                .build();
        assertThat(knowing.readBucketer("{\"type\": \"Half\", \"why\": \"fairness\"}"))
                .isEqualTo(new PercentageBucketer(Percentage.of(0.5)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"type": | line 1, column
            5 | bucketer: an object is expected, not a number
            {} | bucketer: the member 'type' is missing
            {"type": "Percentage"} | bucketer.type: the bucketer type 'Percentage' is not known here
            {"type": "dev.flipper.Tenant"} | bucketer.type: the bucketer 'dev.flipper.Tenant' cannot be made
            {"type": "NoOpBucketer", "percentage": 1} | bucketer.percentage: a NoOpBucketer has no such member; it has type
            {"type": "PercentageBucketer"} | bucketer: the member 'percentage' is missing
            {"type": "PercentageBucketer", "percentage": 0.5} | bucketer.percentage: an object is expected, not a number
            {"type": "PercentageBucketer", "percentage": null} | bucketer.percentage: an object is expected, not null
            {"type": "PercentageBucketer", "percentage": {"type": "Curve"}} | bucketer.percentage.type: the percentage type 'Curve' is not known here
            {"type": "PercentageBucketer", "percentage": {"type": "Percentage"}} | bucketer.percentage: the member 'value' is missing
            {"type": "PercentageBucketer", "percentage": {"type": "Percentage", "value": 50}} | bucketer.percentage.value: The percentage is 50, but must be from 0 to 1: 50 % is 0.5; for 50 % give 0.5
            {"type": "PercentageBucketer", "percentage": {"type": "Percentage", "value": "1"}} | bucketer.percentage.value: a number is expected, not a string
            {"type": "PercentageBucketer", "percentage": {"type": "Percentage", "value": true}} | bucketer.percentage.value: a number is expected, not a boolean
            {"type": "PercentageBucketer", "percentage": {"type": "LinearRampPercentage", "initial_value": 0, "final_value": 1, "ramp_duration": true}} | bucketer.percentage.ramp_duration: a number is expected, not a boolean
            {"type": "PercentageBucketer", "percentage": {"type": "Percentage", "value": 0.1, "value": 0.9}} | line 1, column 90: there are two members 'value'
            {"type": "ConsistentHashPercentageBucketer", "percentage": {"type": "Percentage", "value": 1}, "key_whitlist": []} | bucketer.key_whitlist: a ConsistentHashPercentageBucketer has no such member; it has type, percentage, key_whitelist
            {"type": "ConsistentHashPercentageBucketer", "percentage": {"type": "Percentage", "value": 1}, "key_whitelist": [1]} | bucketer.key_whitelist[0]: a string is expected, not a number
            {"type": "PercentageBucketer", "percentage": {"type": "LinearRampPercentage", "final_value": 1}} | bucketer.percentage: the member 'initial_value' is missing
            {"type": "PercentageBucketer", "percentage": {"type": "LinearRampPercentage", "initial_value": 0, "final_value": 80}} | bucketer.percentage.final_value: The percentage is 80
            {"type": "PercentageBucketer", "percentage": {"type": "LinearRampPercentage", "initial_value": 0, "final_value": 1, "ramp_duration": -1}} | bucketer.percentage.ramp_duration: a number of seconds is expected, from 0 to 253402300799
            {"type": "PercentageBucketer", "percentage": {"type": "LinearRampPercentage", "initial_value": 0, "final_value": 1, "ramp_duration": 60, "initial_time": 1700000000123}} | bucketer.percentage.initial_time: a number of seconds is expected, from 0 to 253402300799; milliseconds are too many
            {"type": "PercentageBucketer", "percentage": {"type": "LinearRampPercentage", "initial_value": 0, "final_value": 1, "ramp_duration": true}} | bucketer.percentage.ramp_duration: a number is expected, not a boolean
            {"type": "PercentageBucketer", "percentage": {"type": "LinearRampPercentage", "initial_value": 0, "final_value": 1, "ramp_duration": 60}} | bucketer.percentage: the member 'initial_time' is missing
            {"type": "PercentageBucketer", "percentage": {"type": "LinearRampPercentage", "initial_value": 0, "final_value": 1, "ramp_duration": 60, "initial_time": null}} | bucketer.percentage.initial_time: a number is expected
            """)
    void refusesWhatNobodyMeans(String json, String problem) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> client.readBucketer(json))
                .withMessageStartingWith(problem);
    }

    @Test
    void needsAText() {
        assertThatNullPointerException().isThrownBy(() -> client.readBucketer(null));
    }
}
