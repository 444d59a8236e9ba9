package dev.flipper.bucketing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

class LinearRampPropertyTest {

    private static final Instant START = Instant.ofEpochSecond(1_700_000_000);

    @Property(seed = "20240811")
    void staysBetweenItsEnds(
            @ForAll @DoubleRange(min = 0, max = 1) double initial,
            @ForAll @DoubleRange(min = 0, max = 1) double end,
            @ForAll @IntRange(max = 1_000_000) int seconds,
            @ForAll @LongRange(min = -10_000_000_000L, max = 10_000_000_000L) long micros) {
        Percentage ramp = Percentage.linearRamp(initial, end, Duration.ofSeconds(seconds), START);
        double value = ramp.valueAt(START.plusNanos(micros * 1000));
        assertThat(value).isBetween(Math.min(initial, end), Math.max(initial, end));
    }

    @Property(seed = "20240812")
    void neverTurnsBack(
            @ForAll @DoubleRange(min = 0, max = 1) double initial,
            @ForAll @DoubleRange(min = 0, max = 1) double end,
            @ForAll @IntRange(min = 1, max = 1_000_000) int seconds,
            @ForAll @LongRange(min = -1000, max = 1_000_000_000) long millis,
            @ForAll @LongRange(min = 0, max = 100_000) long later) {
        Percentage ramp = Percentage.linearRamp(initial, end, Duration.ofSeconds(seconds), START);
        double first = ramp.valueAt(START.plusMillis(millis));
        double second = ramp.valueAt(START.plusMillis(millis + later));
        assertThat(end >= initial ? second >= first : second <= first).isTrue();
        assertThat(ramp.currentValue(InstantSource.fixed(START.plusMillis(millis))))
                .isEqualTo(first);
    }

    @Property(seed = "20240813")
    void followsTheFormulaToTheLastBit(
            @ForAll @DoubleRange(min = 0, max = 1) double initial,
            @ForAll @DoubleRange(min = 0, max = 1) double end,
            @ForAll @IntRange(min = 1, max = 1_000_000) int seconds,
            @ForAll @DoubleRange(min = 0, max = 1, minIncluded = false, maxIncluded = false) double part) {
        Percentage ramp = Percentage.linearRamp(initial, end, Duration.ofSeconds(seconds), START);
        long micros = (long) (seconds * part * 1e6);
        double elapsed = micros / 1e6;
        double value = (end - initial) / seconds * elapsed + initial;
        double expected = Math.min(Math.max(value, Math.min(initial, end)), Math.max(initial, end));
        assertThat(ramp.valueAt(START.plusNanos(micros * 1000))).isEqualTo(expected);
    }
}
