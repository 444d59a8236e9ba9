package dev.flipper.bucketing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.flipper.json.Json;
import dev.flipper.json.JsonCursor;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LinearRampPercentageTest {

    private static final Instant START = Instant.ofEpochSecond(1_700_000_000);

    private static Percentage stored(String members) {
        String json = "{\"type\": \"LinearRampPercentage\"" + (members.isEmpty() ? "" : ", " + members) + "}";
        return Percentages.read(new JsonCursor("percentage", Json.parse(json)));
    }

    private static void assertValue(Percentage ramp, Instant moment, double expected) {
        assertThat(ramp.valueAt(moment)).isEqualTo(expected);
        assertThat(ramp.currentValue(InstantSource.fixed(moment))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"-1, 0.2", "0, 0.2", "30, 0.5", "60, 0.8", "61, 0.8"})
    void goesUpFromTheInitialToTheFinalValue(long seconds, double expected) {
        Percentage ramp = Percentage.linearRamp(0.2, 0.8, Duration.ofMinutes(1), START);
        assertValue(ramp, START.plusSeconds(seconds), expected);
    }

    @ParameterizedTest
    @CsvSource({"-1, 1.0", "0, 1.0", "15, 0.75", "60, 0.0", "1000000, 0.0"})
    void goesDownGradually(long seconds, double expected) {
        Percentage ramp = Percentage.linearRamp(1, 0, Duration.ofMinutes(1), START);
        assertValue(ramp, START.plusSeconds(seconds), expected);
    }

    @Test
    void countsTheFractionOfASecond() {
        Percentage ramp = Percentage.linearRamp(0, 1, Duration.ofSeconds(1), START);
        assertValue(ramp, START.plusMillis(250), 0.25);
        assertThat(ramp.valueAt(START.plusNanos(123_456_000))).isEqualTo(0.123456);
    }

    @Test
    void isAtTheFinalValueAtOnceIfItTakesNoTime() {
        Percentage ramp = Percentage.linearRamp(0.2, 0.8, Duration.ZERO, START);
        assertValue(ramp, START.minusSeconds(1), 0.8);
        assertValue(ramp, START, 0.8);
    }

    @Test
    void startsAtTheBeginningOfTheCurrentSecondUnlessTold() {
        Instant before = Instant.now();
        Percentage ramp = Percentage.linearRamp(0, 1, Duration.ofHours(1));
        Instant after = Instant.now();
        assertThat(Json.write(ramp.toStored().get("initial_time")))
                .asLong()
                .isBetween(before.getEpochSecond(), after.getEpochSecond());
    }

    @Test
    void storesWholeSecondsAsIntegers() {
        Percentage ramp = Percentage.linearRamp(0, 0.5, Duration.ofHours(1), START);
        assertThat(Json.write(ramp.toStored()))
                .isEqualTo("{\"type\": \"LinearRampPercentage\", \"initial_value\": 0.0, \"final_value\": 0.5,"
                        + " \"ramp_duration\": 3600, \"initial_time\": 1700000000}");
    }

    @Test
    void storesFractionsOfSeconds() {
        Percentage ramp = Percentage.linearRamp(0, 1, Duration.ofMillis(1500), START.plusMillis(750));
        assertThat(ramp.toStored()).containsEntry("ramp_duration", 1.5).containsEntry("initial_time", 1700000000.75);
        assertThat(stored("\"initial_value\": 0.0, \"final_value\": 1.0, \"ramp_duration\": 1.5,"
                        + " \"initial_time\": 1700000000.75"))
                .isEqualTo(ramp);
    }

    @Test
    void readsMissingMembersAsTheOriginalDoes() {
        Percentage ramp = stored("\"initial_time\": 1700000000");
        assertValue(ramp, START, 0);
        assertValue(ramp, START.plusSeconds(1800), 0.5);
        assertValue(ramp, START.plusSeconds(3600), 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"initial_value\": 0.3", "\"initial_value\": 0.3, \"initial_time\": null"})
    void staysAtItsInitialValueWithoutAStart(String members) {
        Percentage ramp = stored(members);
        assertValue(ramp, START, 0.3);
        assertThat(ramp.toStored()).doesNotContainKey("initial_time");
    }

    @Test
    void staysAtItsFinalValueWithoutAStartIfItTakesNoTime() {
        assertValue(stored("\"final_value\": 0.4, \"ramp_duration\": 0"), START, 0.4);
    }

    @Test
    void takesAnyNumberFromAStore() {
        Percentage ramp = stored("\"initial_value\": -1, \"final_value\": 50, \"ramp_duration\": true,"
                + " \"initial_time\": 1700000000");
        assertValue(ramp, START, -1);
        assertValue(ramp, START.plusSeconds(1), 50);
    }

    /** Found by comparing with the original, which rounds the fraction of the start alone, and half to even. */
    @ParameterizedTest
    @CsvSource({"1700000000.0078125, 1700000000007812", "1700000000.0234375, 1700000000023438", "-1.5, -1500000"})
    void roundsTheStoredStartAsTheOriginalDoes(String seconds, long micros) {
        LinearRampPercentage ramp = (LinearRampPercentage) stored("\"initial_time\": " + seconds);
        assertThat(ramp.start()).isEqualTo(micros);
    }

    @ParameterizedTest
    @CsvSource({"1e300, 0.2", "-1e300, 0.8", "100000000000000000000000, 0.2"})
    void bearsAStartOutOfAllBounds(String seconds, double expected) {
        Percentage ramp = stored("\"initial_value\": 0.2, \"final_value\": 0.8, \"initial_time\": " + seconds);
        assertValue(ramp, START, expected);
    }

    @Test
    void bearsAMomentOutOfAllBounds() {
        Percentage ramp = Percentage.linearRamp(0.2, 0.8, Duration.ofHours(1), START);
        assertThat(ramp.valueAt(Instant.MAX)).isEqualTo(0.8);
        assertThat(ramp.valueAt(Instant.MIN)).isEqualTo(0.2);
    }

    @Test
    void refusesANegativeDuration() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Percentage.linearRamp(0, 1, Duration.ofSeconds(-1), START))
                .withMessage("The duration of a ramp must not be negative, it is PT-1S");
    }

    @Test
    void refusesEndsOutsideOfZeroToOne() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Percentage.linearRamp(-0.1, 1, Duration.ZERO, START))
                .withMessage("The initial percentage is -0.1, but must be from 0 to 1: 50 % is 0.5");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Percentage.linearRamp(0, 50, Duration.ZERO, START))
                .withMessage("The final percentage is 50, but must be from 0 to 1: 50 % is 0.5; for 50 % give 0.5");
    }

    @Test
    void tellsWhatItIs() {
        Percentage ramp = Percentage.linearRamp(0, 1, Duration.ofMinutes(1), START);
        assertThat(ramp).hasToString("ramp from 0.0 to 1.0 in 60.0 s");
    }
}
