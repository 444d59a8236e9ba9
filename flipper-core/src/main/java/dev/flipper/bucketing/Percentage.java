package dev.flipper.bucketing;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Map;

/** How large a part of the calls a flag is on for, from 0 (none) to 1 (all): constant, or moving over time. */
public sealed interface Percentage permits ConstantPercentage, LinearRampPercentage {

    /**
     * Makes a constant percentage.
     *
     * @param value from 0 to 1: 50 % is 0.5
     * @return the percentage
     * @throws IllegalArgumentException if the value is not within 0 and 1
     */
    static Percentage of(double value) {
        return new ConstantPercentage(Percentages.requireShare("percentage", value));
    }

    /**
     * Makes a percentage that moves in a straight line, starting now: at the beginning of the current second, as the
     * stored form holds whole seconds.
     *
     * @param initialValue where it starts, from 0 to 1
     * @param finalValue where it ends, from 0 to 1; may be less than the start
     * @param duration how long it takes; zero: the final value, also before the start
     * @return the percentage
     * @throws IllegalArgumentException if a value is not within 0 and 1 or the duration is negative
     */
    static Percentage linearRamp(double initialValue, double finalValue, Duration duration) {
        return linearRamp(initialValue, finalValue, duration, Instant.now().truncatedTo(ChronoUnit.SECONDS));
    }

    /**
     * Makes a percentage that moves in a straight line.
     *
     * @param initialValue where it starts, from 0 to 1
     * @param finalValue where it ends, from 0 to 1; may be less than the start
     * @param duration how long it takes; zero: the final value, also before the start
     * @param start when it starts; counted to the microsecond
     * @return the percentage
     * @throws IllegalArgumentException if a value is not within 0 and 1 or the duration is negative
     */
    static Percentage linearRamp(double initialValue, double finalValue, Duration duration, Instant start) {
        return new LinearRampPercentage(
                Percentages.requireShare("initial percentage", initialValue),
                Percentages.requireShare("final percentage", finalValue),
                Percentages.seconds(duration),
                Percentages.toMicros(start));
    }

    /**
     * Gives the value at a moment.
     *
     * @param moment the moment
     * @return within 0 and 1 for a percentage made in Java; one read from a store may hold any number
     */
    double valueAt(Instant moment);

    /**
     * Gives the current value, without asking the clock if it is constant.
     *
     * @param clock the clock to ask
     * @return as {@link #valueAt}, to the millisecond
     */
    double currentValue(InstantSource clock);

    /**
     * Gives the stored form.
     *
     * @return names and JSON values, {@code type} among them
     */
    Map<String, Object> toStored();
}
