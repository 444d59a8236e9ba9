package dev.flipper.jmx;

import dev.flipper.bucketing.Bucketer;
import dev.flipper.bucketing.ConsistentHashPercentageBucketer;
import dev.flipper.bucketing.NoOpBucketer;
import dev.flipper.bucketing.Percentage;
import dev.flipper.bucketing.PercentageBucketer;
import dev.flipper.bucketing.UnknownBucketer;
import dev.flipper.json.Json;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A bucketer as people see it at some moment. */
@SuppressWarnings("JavaUtilDate") // the only moment among the open types
final class BucketerView {

    private static final int MILLIS = 1000;

    private final Bucketer bucketer;
    private final Instant now;
    private final @Nullable Percentage percentage;
    private final Map<String, Object> stored;

    BucketerView(Bucketer bucketer, Instant now) {
        this.bucketer = bucketer;
        this.now = now;
        this.percentage = percentage(bucketer);
        this.stored = percentage == null ? Map.of() : percentage.toStored();
    }

    private static @Nullable Percentage percentage(Bucketer bucketer) {
        if (bucketer instanceof PercentageBucketer chance) {
            return chance.percentage();
        }
        return bucketer instanceof ConsistentHashPercentageBucketer hash ? hash.percentage() : null;
    }

    /** Gives the percentage at the moment, null if there is none. */
    @Nullable
    Double percentage() {
        return percentage == null ? null : percentage.valueAt(now);
    }

    FlagBucketer all() {
        Double start = number("initial_time");
        return new FlagBucketer(
                bucketer.type(),
                describe(),
                percentage(),
                keys(),
                number("initial_value"),
                number("final_value"),
                number("ramp_duration"),
                start == null ? null : new Date((long) (start * MILLIS)),
                fields());
    }

    private @Nullable Double number(String member) {
        return stored.get(member) instanceof Number number ? (Double) number.doubleValue() : null;
    }

    private List<String> keys() {
        return bucketer instanceof ConsistentHashPercentageBucketer hash
                ? List.copyOf(new TreeSet<>(hash.keyWhitelist()))
                : List.of();
    }

    private @Nullable String fields() {
        if (percentage != null || bucketer instanceof NoOpBucketer) {
            return null;
        }
        Map<String, @Nullable Object> fields = new LinkedHashMap<>(Bucketer.toStored(bucketer));
        fields.remove("type");
        return Json.write(fields);
    }

    private String describe() {
        if (bucketer instanceof NoOpBucketer) {
            return "none: all calls are let in";
        }
        if (bucketer instanceof UnknownBucketer unknown) {
            return unknown.problem();
        }
        if (percentage == null) {
            return "a bucketer of the application's own";
        }
        return percent(percentage.valueAt(now)) + whom() + ramp();
    }

    private String whom() {
        if (!(bucketer instanceof ConsistentHashPercentageBucketer)) {
            return " of the calls, by chance";
        }
        return " of the users, by " + (keys().isEmpty() ? "all attributes" : String.join(", ", keys()));
    }

    private String ramp() {
        Double from = number("initial_value");
        Double to = number("final_value");
        return from == null || to == null ? "" : "; a ramp from " + percent(from) + " to " + percent(to);
    }

    /** A store may hold any number. */
    private static String percent(double share) {
        return Double.isFinite(share)
                ? BigDecimal.valueOf(share)
                                .movePointRight(2)
                                .setScale(2, RoundingMode.HALF_EVEN)
                                .stripTrailingZeros()
                                .toPlainString()
                        + " %"
                : String.valueOf(share);
    }
}
