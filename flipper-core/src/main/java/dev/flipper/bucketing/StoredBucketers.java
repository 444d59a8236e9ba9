package dev.flipper.bucketing;

import dev.flipper.json.JsonCursor;
import dev.flipper.json.JsonValues;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads bucketers in the stored form. */
final class StoredBucketers {

    private static final Percentage ALL = new ConstantPercentage(1.0);

    private StoredBucketers() {}

    static Bucketer read(JsonCursor stored) {
        String type = stored.member("type").string();
        return switch (type) {
            case NoOpBucketer.TYPE -> new NoOpBucketer();
            case PercentageBucketer.TYPE -> percentage(stored, PercentageBucketer::new);
            case ConsistentHashPercentageBucketer.TYPE -> {
                Set<String> keys = keys(stored);
                yield percentage(stored, share -> new ConsistentHashPercentageBucketer(share, keys));
            }
            default -> unknown(stored, "the bucketer type '" + type + "' is not known here");
        };
    }

    static boolean isBuiltIn(String type) {
        return switch (type) {
            case NoOpBucketer.TYPE, PercentageBucketer.TYPE, ConsistentHashPercentageBucketer.TYPE -> true;
            default -> false;
        };
    }

    static Map<String, @Nullable Object> write(Bucketer bucketer) {
        String type = Objects.requireNonNull(bucketer.type(), "bucketer type");
        if (isBuiltIn(type) && !isOwn(bucketer)) {
            throw new IllegalArgumentException(
                    "The bucketer " + bucketer.getClass().getName() + " calls itself '" + type
                            + "', which is Flipper's own type; choose another name");
        }
        Map<String, @Nullable Object> stored = new LinkedHashMap<>();
        stored.put("type", type);
        bucketer.fields().forEach((name, value) -> {
            if (name.equals("type")) {
                throw new IllegalArgumentException(
                        "The bucketer '" + type + "' has a field 'type', where its type stands");
            }
            stored.put(name, value);
        });
        return JsonValues.object(stored, "bucketer '" + type + "'");
    }

    /** An unknown bucketer may be a built-in one whose percentage is not known. */
    private static boolean isOwn(Bucketer bucketer) {
        return bucketer instanceof NoOpBucketer
                || bucketer instanceof PercentageBucketer
                || bucketer instanceof ConsistentHashPercentageBucketer
                || bucketer instanceof UnknownBucketer;
    }

    private static Bucketer percentage(JsonCursor stored, Function<Percentage, Bucketer> bucketer) {
        JsonCursor percentage = stored.optional("percentage").orElse(null);
        try {
            return bucketer.apply(
                    percentage == null || percentage.value() == null ? ALL : Percentages.read(percentage));
        } catch (UnknownPercentageException e) {
            return unknown(stored, String.valueOf(e.getMessage()));
        }
    }

    private static Set<String> keys(JsonCursor stored) {
        Set<String> keys = new LinkedHashSet<>();
        stored.optional("key_whitelist")
                .map(JsonCursor::elements)
                .orElse(List.of())
                .forEach(key -> keys.add(key.string()));
        return keys;
    }

    private static UnknownBucketer unknown(JsonCursor stored, String problem) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>(stored.object());
        fields.remove("type");
        return new UnknownBucketer(stored.member("type").string(), fields, problem);
    }
}
