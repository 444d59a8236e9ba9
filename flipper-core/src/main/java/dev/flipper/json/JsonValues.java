package dev.flipper.json;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.DoubleAccumulator;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** Turns the values that a caller has at hand into JSON values (see the package's description). */
public final class JsonValues {

    private static final int INT_BITS = 31;
    private static final int LONG_BITS = 63;

    /** The smallest integer that has too many digits. */
    private static final BigInteger TOO_LONG = BigInteger.TEN.pow(Json.MAX_DIGITS);

    private JsonValues() {}

    /**
     * Converts a value. Taken are null, {@link String}, {@link Boolean}, the numbers of the JDK, {@link List} and
     * {@link Map} with string keys, and for convenience enums (their name), {@link UUID} and {@link CharSequence}
     * (their text). Integral numbers become integers; {@link Float} and {@link BigDecimal} the double that their
     * decimal text denotes, a {@code BigDecimal} of scale 0 an integer. A {@link LinkedHashMap} or {@link SortedMap}
     * keeps the order of its members; any other map is sorted by code points, as its own order differs from process to
     * process. Lists and maps are copied.
     *
     * @param value the value
     * @param what names the value in error messages, for example {@code attribute 'user_id'}
     * @return the JSON value
     * @throws IllegalArgumentException if the value or something in it is of another type, is NaN or infinite, has more
     *     than {@value Json#MAX_DIGITS} digits, or is nested deeper than {@value Json#MAX_DEPTH}
     * @throws NullPointerException if a map has a null key
     */
    public static @Nullable Object of(@Nullable Object value, String what) {
        return convert(value, what, 0);
    }

    /**
     * Converts a map as {@link #of} does.
     *
     * @param members names and values
     * @param what names the map in error messages
     * @return an unmodifiable map of JSON values
     * @throws IllegalArgumentException as {@link #of}
     * @throws NullPointerException as {@link #of}, or if the map is null
     */
    public static Map<String, @Nullable Object> object(Map<String, ? extends @Nullable Object> members, String what) {
        return object(members, what, 0);
    }

    static Number integer(BigInteger value) {
        int bits = value.bitLength();
        if (bits <= INT_BITS) {
            return value.intValue();
        }
        return bits <= LONG_BITS ? (Number) value.longValue() : value;
    }

    private static @Nullable Object convert(@Nullable Object value, String what, int depth) {
        if (value == null || value instanceof String || value instanceof Boolean) {
            return value;
        }
        if (value instanceof Number number) {
            return number(number, what);
        }
        if (value instanceof List<?> elements) {
            return array(elements, what, depth);
        }
        if (value instanceof Map<?, ?> members) {
            return object(members, what, depth);
        }
        if (value instanceof Enum<?> constant) {
            return constant.name();
        }
        if (value instanceof CharSequence || value instanceof UUID) {
            return value.toString();
        }
        throw notJson(value, what);
    }

    private static Number number(Number value, String what) {
        if (value instanceof Integer) {
            return value;
        }
        if (value instanceof Long || value instanceof Short || value instanceof Byte || isLongCounter(value)) {
            return integer(value.longValue());
        }
        if (value instanceof Double || value instanceof DoubleAdder || value instanceof DoubleAccumulator) {
            return finite(value.doubleValue(), value, what);
        }
        if (value instanceof Float) {
            return finite(ShortestDecimal.widen(value.floatValue()), value, what);
        }
        if (value instanceof BigInteger big) {
            return integer(big, what);
        }
        if (value instanceof BigDecimal decimal) {
            return decimal.scale() == 0
                    ? integer(decimal.unscaledValue(), what)
                    : finite(Double.parseDouble(decimal.toString()), value, what);
        }
        throw notJson(value, what);
    }

    private static boolean isLongCounter(Number value) {
        return value instanceof AtomicInteger
                || value instanceof AtomicLong
                || value instanceof LongAdder
                || value instanceof LongAccumulator;
    }

    private static Number integer(BigInteger value, String what) {
        // Most are compared by their lengths alone.
        if (value.abs().compareTo(TOO_LONG) >= 0) {
            throw new IllegalArgumentException(
                    what + ": an integer of more than " + Json.MAX_DIGITS + " digits, which nobody could read");
        }
        return integer(value);
    }

    private static Number integer(long value) {
        return value == (int) value ? (Number) (int) value : value;
    }

    private static Double finite(double number, Number given, String what) {
        if (Double.isNaN(number) || Double.isInfinite(number)) {
            throw new IllegalArgumentException(what + ": " + given + " ("
                    + given.getClass().getName() + ") is no finite number that fits a double");
        }
        return number;
    }

    private static List<@Nullable Object> array(List<?> elements, String what, int depth) {
        if (elements instanceof JsonArray canonical) {
            return fitting(canonical, depth, what);
        }
        int inner = deeper(depth, what);
        List<@Nullable Object> converted = new ArrayList<>(elements.size());
        for (Object element : elements) {
            converted.add(convert(element, what, inner));
        }
        return new JsonArray(converted);
    }

    private static Map<String, @Nullable Object> object(Map<?, ?> members, String what, int depth) {
        if (members instanceof JsonObject canonical) {
            return fitting(canonical, depth, what);
        }
        int inner = deeper(depth, what);
        LinkedHashMap<String, @Nullable Object> converted = new LinkedHashMap<>();
        for (Map.Entry<String, ? extends @Nullable Object> member :
                ordered(members, what).entrySet()) {
            converted.put(member.getKey(), convert(member.getValue(), what, inner));
        }
        return new JsonObject(converted);
    }

    private static Map<String, @Nullable Object> ordered(Map<?, ?> members, String what) {
        boolean keepsOrder = members instanceof LinkedHashMap || members instanceof SortedMap;
        Map<String, @Nullable Object> ordered = keepsOrder ? new LinkedHashMap<>() : new TreeMap<>(CodePoints.ORDER);
        members.forEach((name, value) -> {
            if (!(Objects.requireNonNull(name, () -> what + ": a name is null") instanceof String text)) {
                throw new IllegalArgumentException(
                        what + ": the name " + name + " is a " + name.getClass().getName() + ", names are strings");
            }
            ordered.put(text, value);
        });
        return ordered;
    }

    private static int deeper(int depth, String what) {
        requireDepth(depth + 1, what);
        return depth + 1;
    }

    private static <T extends Nested> T fitting(T canonical, int depth, String what) {
        requireDepth(depth + canonical.depth(), what);
        return canonical;
    }

    private static void requireDepth(int depth, String what) {
        if (depth > Json.MAX_DEPTH) {
            throw new IllegalArgumentException(
                    what + " is nested deeper than " + Json.MAX_DEPTH + " (does it contain itself?)");
        }
    }

    private static IllegalArgumentException notJson(Object value, String what) {
        return new IllegalArgumentException(what + " is a " + value.getClass().getName()
                + ", which is no JSON value: use a String, Boolean, Number, List, Map, enum, UUID or null");
    }
}
