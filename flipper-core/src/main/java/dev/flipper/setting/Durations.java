package dev.flipper.setting;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as people write them into settings: {@code 15m}; and as ISO 8601 has them. */
final class Durations {

    private static final Pattern NUMBER_AND_UNIT = Pattern.compile("(\\d+)(ms|s|m|h|d)");

    /** From long to short. */
    private static final Map<String, ChronoUnit> UNITS = new LinkedHashMap<>();

    static {
        UNITS.put("d", ChronoUnit.DAYS);
        UNITS.put("h", ChronoUnit.HOURS);
        UNITS.put("m", ChronoUnit.MINUTES);
        UNITS.put("s", ChronoUnit.SECONDS);
        UNITS.put("ms", ChronoUnit.MILLIS);
    }

    private Durations() {}

    /** Throws a {@code RuntimeException} of some kind if the text is no duration. */
    static Duration parse(String text) {
        Matcher matcher = NUMBER_AND_UNIT.matcher(text);
        if (!matcher.matches()) {
            return Duration.parse(text);
        }
        ChronoUnit unit = UNITS.get(matcher.group(2));
        return Duration.of(Long.parseLong(matcher.group(1)), unit);
    }

    /** Writes a whole number of the longest unit that fits. */
    static String format(Duration duration) {
        for (Map.Entry<String, ChronoUnit> unit : UNITS.entrySet()) {
            long number = duration.dividedBy(unit.getValue().getDuration());
            if (number > 0 && unit.getValue().getDuration().multipliedBy(number).equals(duration)) {
                return number + unit.getKey();
            }
        }
        return duration.toString();
    }
}
