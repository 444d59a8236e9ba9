package dev.flipper.jmx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flipper.bucketing.Bucketer;
import dev.flipper.bucketing.ConsistentHashPercentageBucketer;
import dev.flipper.bucketing.Percentage;
import dev.flipper.bucketing.PercentageBucketer;
import dev.flipper.json.Json;
import dev.flipper.json.JsonCursor;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BucketerViewTest {

    private static final Instant NOW = Instant.parse("2025-01-31T23:59:59.5Z");

    private static FlagBucketer view(Bucketer bucketer) {
        return new BucketerView(bucketer, NOW).all();
    }

    private static FlagBucketer stored(String percentage) {
        String json = "{\"type\": \"PercentageBucketer\", \"percentage\": " + percentage + "}";
        return view(Bucketer.fromStored(new JsonCursor("", Json.parse(json))));
    }

    @ParameterizedTest
    @CsvSource({"0, 0 %", "1, 100 %", "0.5, 50 %", "0.07, 7 %", "0.123456, 12.35 %", "0.00001, 0 %"})
    void percentAreReadable(double share, String percent) {
        assertThat(view(new PercentageBucketer(Percentage.of(share))).description())
                .isEqualTo(percent + " of the calls, by chance");
    }

    @Test
    void anEmptyWhitelistIsAllAttributes() {
        FlagBucketer view = view(ConsistentHashPercentageBucketer.of(Percentage.of(0.5)));

        assertThat(view.description()).isEqualTo("50 % of the users, by all attributes");
        assertThat(view.keyWhitelist()).isEmpty();
    }

    @Test
    void keysAreSorted() {
        assertThat(view(ConsistentHashPercentageBucketer.of(Percentage.of(0.5), "c", "a", "b"))
                        .keyWhitelist())
                .containsExactly("a", "b", "c");
    }

    @Test
    void aRampThatNeverStartsHasNoStart() {
        FlagBucketer view = stored("{\"type\": \"LinearRampPercentage\", \"initial_value\": 0.25}");

        assertThat(view.start()).isNull();
        assertThat(view.percentage()).isEqualTo(0.25);
        assertThat(view.description()).isEqualTo("25 % of the calls, by chance; a ramp from 25 % to 100 %");
    }

    /** Whatever is stored can be shown. */
    @Test
    void numbersThatNobodyMeansAreShownToo() {
        assertThat(stored("{\"type\": \"Percentage\", \"value\": -50}").description())
                .isEqualTo("-5000 % of the calls, by chance");
        assertThat(stored("{\"type\": \"LinearRampPercentage\", \"initial_value\": -1e308, \"final_value\": 1e308,"
                                + " \"ramp_duration\": 1e-300, \"initial_time\": 1e300}")
                        .start())
                .isNotNull();
        assertThat(stored("{\"type\": \"LinearRampPercentage\", \"initial_value\": -1.7e308, \"final_value\": 1.7e308,"
                                + " \"ramp_duration\": 1e300, \"initial_time\": 0}")
                        .description())
                .contains("a ramp from -17");
    }

    @Test
    void aPercentageOfAnUnknownTypeIsShownAsJson() {
        FlagBucketer view = stored("{\"type\": \"Newer\", \"a\": 1}");

        assertThat(view.type()).isEqualTo("PercentageBucketer");
        assertThat(view.percentage()).isNull();
        assertThat(view.description()).startsWith("the percentage type 'Newer' is not known here");
        assertThat(view.fieldsJson()).isEqualTo("{\"percentage\": {\"type\": \"Newer\", \"a\": 1}}");
    }
}
