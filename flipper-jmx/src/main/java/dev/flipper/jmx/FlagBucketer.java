package dev.flipper.jmx;

import java.util.Date;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The bucketer of a flag; over JMX a {@link javax.management.openmbean.CompositeData} with these items. Immutable.
 *
 * @param type the type under which it is stored; {@code NoOpBucketer} if there is none
 * @param description in words, whom it lets in at the moment
 * @param percentage the percentage at the moment, 1 for all; null if it has none
 * @param keyWhitelist the attributes that count for a consistent hash; empty: all
 * @param initialValue where a ramp starts; null if there is none
 * @param finalValue where a ramp ends; null if there is none
 * @param durationSeconds how long a ramp takes; null if there is none
 * @param start when a ramp starts; null if there is none, or if it never starts
 * @param fieldsJson what is stored of a bucketer that is not one of Flipper's own, besides its type; else null
 */
@SuppressWarnings("JavaUtilDate") // the only moment among the open types
public record FlagBucketer(
        String type,
        String description,
        @Nullable Double percentage,
        List<String> keyWhitelist,
        @Nullable Double initialValue,
        @Nullable Double finalValue,
        @Nullable Double durationSeconds,
        @Nullable Date start,
        @Nullable String fieldsJson) {

    /**
     * Creates a description of a bucketer.
     *
     * @param type the type under which it is stored
     * @param description in words, whom it lets in at the moment
     * @param percentage the percentage at the moment, or null
     * @param keyWhitelist the attributes that count for a consistent hash; copied
     * @param initialValue where a ramp starts, or null
     * @param finalValue where a ramp ends, or null
     * @param durationSeconds how long a ramp takes, or null
     * @param start when a ramp starts, or null; copied
     * @param fieldsJson what is stored besides the type, or null
     */
    public FlagBucketer {
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(description, "description");
        keyWhitelist = List.copyOf(keyWhitelist);
        start = copy(start);
    }

    /**
     * Tells when a ramp starts.
     *
     * @return a new object, or null if there is no ramp, or one that never starts
     */
    @Override
    public @Nullable Date start() {
        return copy(start);
    }

    private static @Nullable Date copy(@Nullable Date date) {
        return date == null ? null : new Date(date.getTime());
    }
}
