package dev.flipper.bucketing;

import dev.flipper.json.JsonCursor;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Validates what Java code gives for percentages, and reads what a store holds. */
final class Percentages {

    private static final long LIMIT_SECONDS = 4_000_000_000_000L;
    private static final long MICROS_PER_SECOND = 1_000_000;
    private static final int NANOS_PER_MICRO = 1000;
    private static final double NANOS_PER_SECOND = 1e9;
    private static final double DEFAULT_DURATION = 3600;

    private Percentages() {}

    static double requireShare(String what, double value) {
        if (value >= 0 && value <= 1) {
            return value;
        }
        String hint = value > 1 && value <= 100 ? "; for " + plain(value) + " % give " + plain(value / 100) : "";
        throw new IllegalArgumentException(
                "The " + what + " is " + plain(value) + ", but must be from 0 to 1: 50 % is 0.5" + hint);
    }

    private static String plain(double value) {
        return value == (long) value ? Long.toString((long) value) : Double.toString(value);
    }

    static double seconds(Duration duration) {
        if (duration.isNegative()) {
            throw new IllegalArgumentException("The duration of a ramp must not be negative, it is " + duration);
        }
        return duration.getNano() == 0
                ? duration.getSeconds()
                : duration.getSeconds() + duration.getNano() / NANOS_PER_SECOND;
    }

    /** Held within some 130,000 years of the epoch, so that the difference of two moments fits. */
    static long toMicros(Instant moment) {
        long seconds = Math.max(-LIMIT_SECONDS, Math.min(LIMIT_SECONDS, moment.getEpochSecond()));
        return seconds * MICROS_PER_SECOND + moment.getNano() / NANOS_PER_MICRO;
    }

    static Percentage read(JsonCursor stored) {
        String type = stored.member("type").string();
        return switch (type) {
            case ConstantPercentage.TYPE -> new ConstantPercentage(number(stored, "value", 1.0));
            case LinearRampPercentage.TYPE -> ramp(stored);
            default -> throw new UnknownPercentageException(type);
        };
    }

    private static Percentage ramp(JsonCursor stored) {
        return new LinearRampPercentage(
                number(stored, "initial_value", 0.0),
                number(stored, "final_value", 1.0),
                number(stored, "ramp_duration", DEFAULT_DURATION),
                stored.optional("initial_time").map(Percentages::micros).orElse(null));
    }

    private static double number(JsonCursor stored, String member, double absent) {
        return stored.optional(member).map(JsonCursor::number).orElse(absent);
    }

    private static @Nullable Long micros(JsonCursor time) {
        if (time.value() == null) {
            return null;
        }
        double seconds = Math.max(-LIMIT_SECONDS, Math.min(LIMIT_SECONDS, time.number()));
        // The original rounds the fraction alone, and half of a microsecond to the even one.
        long whole = (long) seconds;
        return whole * MICROS_PER_SECOND + (long) Math.rint((seconds - whole) * MICROS_PER_SECOND);
    }
}
