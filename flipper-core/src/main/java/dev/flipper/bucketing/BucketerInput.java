package dev.flipper.bucketing;

import dev.flipper.json.Json;
import dev.flipper.json.JsonCursor;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Reads bucketers that people type, in the stored form. What a store may hold but nobody means, a percentage of 50 or a
 * misspelt member that would be ignored, is refused here.
 */
final class BucketerInput {

    /** Of the year 9999: a time in milliseconds lies beyond. */
    private static final long LAST_SECOND = 253_402_300_799L;

    private static final Map<String, List<String>> MEMBERS = Map.of(
            NoOpBucketer.TYPE, List.of("type"),
            PercentageBucketer.TYPE, List.of("type", "percentage"),
            ConsistentHashPercentageBucketer.TYPE, List.of("type", "percentage", "key_whitelist"),
            ConstantPercentage.TYPE, List.of("type", "value"),
            LinearRampPercentage.TYPE,
                    List.of("type", "initial_value", "final_value", "ramp_duration", "initial_time"));

    private BucketerInput() {}

    /**
     * Reads and judges.
     *
     * @param json the text
     * @param resolve knows the application's own bucketers
     */
    static Bucketer read(String json, UnaryOperator<Bucketer> resolve) {
        JsonCursor typed = new JsonCursor("bucketer", Json.parseTyped(json));
        Bucketer bucketer = resolve.apply(StoredBucketers.read(typed));
        // As typed: a factory may make one of Flipper's own kinds of its members.
        String type = typed.member("type").string();
        boolean builtIn = StoredBucketers.isBuiltIn(type);
        if (bucketer instanceof UnknownBucketer unknown) {
            // What is not known of a type of Flipper's own is that of its percentage.
            JsonCursor place = builtIn ? typed.member("percentage") : typed;
            throw place.member("type").error(unknown.problem());
        }
        if (builtIn) {
            judge(typed, type);
        }
        return bucketer;
    }

    private static void judge(JsonCursor typed, String type) {
        requireMembers(typed, type);
        if (!type.equals(NoOpBucketer.TYPE)) {
            judgePercentage(typed.member("percentage"));
        }
    }

    private static void judgePercentage(JsonCursor typed) {
        String type = typed.member("type").string();
        requireMembers(typed, type);
        if (type.equals(ConstantPercentage.TYPE)) {
            requireShare(typed.member("value"));
        } else {
            requireShare(typed.member("initial_value"));
            requireShare(typed.member("final_value"));
            requireSeconds(typed.member("ramp_duration"));
            // A ramp that never starts can be stored; whoever types one has forgotten to say when.
            requireSeconds(typed.member("initial_time"));
        }
    }

    private static void requireMembers(JsonCursor typed, String type) {
        List<String> known = MEMBERS.getOrDefault(type, List.of());
        typed.forEachMember((name, member) -> {
            if (!known.contains(name)) {
                throw member.error("a " + type + " has no such member; it has " + String.join(", ", known));
            }
        });
    }

    private static void requireShare(JsonCursor typed) {
        double share = number(typed);
        try {
            Percentages.requireShare("percentage", share);
        } catch (IllegalArgumentException e) {
            throw typed.error(String.valueOf(e.getMessage()));
        }
    }

    private static void requireSeconds(JsonCursor typed) {
        double seconds = number(typed);
        if (seconds < 0 || seconds > LAST_SECOND) {
            throw typed.error(
                    "a number of seconds is expected, from 0 to " + LAST_SECOND + "; milliseconds are too many");
        }
    }

    /** Stored, true counts as 1; whoever types it as a percentage has not thought of 100 %. */
    private static double number(JsonCursor typed) {
        if (typed.value() instanceof Boolean) {
            throw typed.error("a number is expected, not a boolean");
        }
        return typed.number();
    }
}
