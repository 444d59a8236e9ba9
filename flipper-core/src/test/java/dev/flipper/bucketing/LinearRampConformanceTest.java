package dev.flipper.bucketing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flipper.ConformanceVectors;
import dev.flipper.json.JsonCursor;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class LinearRampConformanceTest {

    private static final Instant START = Instant.ofEpochSecond(1_700_000_000);

    @TestFactory
    Stream<DynamicTest> agreesWithTheOriginal() {
        return ConformanceVectors.tests("linear-ramp", LinearRampConformanceTest::check);
    }

    @Test
    void allVectorsAreThere() {
        assertThat(ConformanceVectors.read("linear-ramp")).hasSize(60);
    }

    private static void check(JsonCursor vector) {
        Percentage ramp = Percentage.linearRamp(
                vector.member("initial_value").number(),
                vector.member("final_value").number(),
                Duration.ofSeconds((long) vector.member("ramp_duration").number()),
                START);
        double elapsed = vector.member("seconds_since_initial_time").number();
        Instant moment = START.plusMillis(Math.round(elapsed * 1000));
        double expected = vector.member("value").number();
        assertThat(ramp.valueAt(moment)).isEqualTo(expected);
        assertThat(ramp.currentValue(InstantSource.fixed(moment))).isEqualTo(expected);
    }
}
