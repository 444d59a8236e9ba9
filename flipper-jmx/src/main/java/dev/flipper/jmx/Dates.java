package dev.flipper.jmx;

import java.time.Instant;
import java.util.Date;
import org.jspecify.annotations.Nullable;

/** Moments as JMX has them. */
@SuppressWarnings("JavaUtilDate") // the only moment among the open types
final class Dates {

    private Dates() {}

    /** What is stored may lie beyond what a date holds. */
    static Date of(Instant moment) {
        try {
            return Date.from(moment);
        } catch (IllegalArgumentException e) {
            return new Date(moment.isAfter(Instant.EPOCH) ? Long.MAX_VALUE : Long.MIN_VALUE);
        }
    }

    static @Nullable Date ofNullable(@Nullable Instant moment) {
        return moment == null ? null : of(moment);
    }
}
