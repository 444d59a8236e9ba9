package dev.flipper.bucketing;

import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A percentage that moves from one value to another. The formula, and the order of its operations, is the original's:
 * {@code (final - initial) / duration * elapsed + initial}.
 *
 * @param duration in seconds
 * @param start in microseconds since the epoch, null if it never starts
 */
record LinearRampPercentage(
        double initialValue,
        double finalValue,
        double duration,
        @Nullable Long start) implements Percentage {

    static final String TYPE = "LinearRampPercentage";

    private static final double MICROS = 1e6;
    private static final int MICROS_PER_MILLI = 1000;

    @Override
    public double valueAt(Instant moment) {
        return start == null ? atRest() : after((Percentages.toMicros(moment) - start) / MICROS);
    }

    @Override
    public double currentValue(InstantSource clock) {
        return start == null ? atRest() : after((clock.millis() * MICROS_PER_MILLI - start) / MICROS);
    }

    private double atRest() {
        return duration == 0 ? finalValue : initialValue;
    }

    private double after(double elapsed) {
        if (duration == 0) {
            return finalValue;
        }
        if (elapsed <= 0) {
            return initialValue;
        }
        double value = (finalValue - initialValue) / duration * elapsed + initialValue;
        double lower = Math.min(initialValue, finalValue);
        double upper = Math.max(initialValue, finalValue);
        return value < lower ? lower : value > upper ? upper : value;
    }

    @Override
    public Map<String, Object> toStored() {
        Map<String, Object> stored = new LinkedHashMap<>();
        stored.put("type", TYPE);
        stored.put("initial_value", initialValue);
        stored.put("final_value", finalValue);
        stored.put("ramp_duration", integerIfWhole(duration));
        if (start != null) {
            stored.put("initial_time", integerIfWhole(start / MICROS));
        }
        return stored;
    }

    /** The original writes whole seconds as integers. */
    private static Number integerIfWhole(double seconds) {
        return seconds == Math.rint(seconds) ? (Number) (long) seconds : seconds;
    }

    @Override
    public String toString() {
        return "ramp from " + initialValue + " to " + finalValue + " in " + duration + " s";
    }
}
