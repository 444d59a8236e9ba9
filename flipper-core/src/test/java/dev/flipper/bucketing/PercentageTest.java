package dev.flipper.bucketing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.flipper.json.Json;
import dev.flipper.json.JsonCursor;
import dev.flipper.json.JsonFormatException;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PercentageTest {

    private static Percentage read(String json) {
        return Percentages.read(new JsonCursor("percentage", Json.parse(json)));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.5, 1})
    void staysAtItsValue(double value) {
        Percentage percentage = Percentage.of(value);
        assertThat(percentage.valueAt(Instant.MAX)).isEqualTo(value);
        assertThat(percentage.currentValue(InstantSource.system())).isEqualTo(value);
        assertThat(percentage).hasToString(Double.toString(value));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "50 | 50, but must be from 0 to 1: 50 % is 0.5; for 50 % give 0.5",
                "1.5 | 1.5, but must be from 0 to 1: 50 % is 0.5; for 1.5 % give 0.015",
                "100 | 100, but must be from 0 to 1: 50 % is 0.5; for 100 % give 1",
                "101 | 101, but must be from 0 to 1: 50 % is 0.5",
                "-0.5 | -0.5, but must be from 0 to 1: 50 % is 0.5",
                "NaN | NaN, but must be from 0 to 1: 50 % is 0.5",
            })
    void saysWhatWasGivenAndWhatFiftyPercentIs(double value, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Percentage.of(value))
                .withMessage("The percentage is " + message);
    }

    @Test
    void isStoredAsTheOriginalStoresIt() {
        assertThat(Json.write(Percentage.of(0.5).toStored())).isEqualTo("{\"type\": \"Percentage\", \"value\": 0.5}");
        assertThat(read("{\"type\": \"Percentage\", \"value\": 0.5}")).isEqualTo(Percentage.of(0.5));
    }

    @ParameterizedTest
    @CsvSource({"50, 50", "-1, -1", "1e300, 1e300", "true, 1", "false, 0", "1, 1"})
    void takesAnyNumberFromAStore(String stored, double expected) {
        assertThat(read("{\"type\": \"Percentage\", \"value\": " + stored + "}").valueAt(Instant.EPOCH))
                .isEqualTo(expected);
    }

    @Test
    void isOneIfItsValueIsMissing() {
        assertThat(read("{\"type\": \"Percentage\"}")).isEqualTo(Percentage.of(1));
    }

    @Test
    void tellsWhatIsWrongWithTheStoredForm() {
        assertThatExceptionOfType(JsonFormatException.class)
                .isThrownBy(() -> read("{\"type\": \"Percentage\", \"value\": \"0.5\"}"))
                .withMessage("percentage.value: a number is expected, not a string");
        assertThatExceptionOfType(JsonFormatException.class)
                .isThrownBy(() -> read("{\"value\": 0.5}"))
                .withMessage("percentage: the member 'type' is missing");
        assertThatExceptionOfType(UnknownPercentageException.class)
                .isThrownBy(() -> read("{\"type\": \"Sine\"}"))
                .withMessage("the percentage type 'Sine' is not known here; known are Percentage and"
                        + " LinearRampPercentage");
    }
}
