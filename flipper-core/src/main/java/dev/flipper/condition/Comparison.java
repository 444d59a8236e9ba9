package dev.flipper.condition;

import dev.flipper.json.CodePoints;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Equality and order of JSON values as in the original's language (Python reference, "Value comparisons"): numbers by
 * exact value with true as 1 and false as 0, strings by code point, lists and maps by content.
 */
final class Comparison {

    /** The values have no order. No comparison gives this number. */
    static final int INCOMPARABLE = Integer.MIN_VALUE;

    private Comparison() {}

    static boolean equal(@Nullable Object a, @Nullable Object b) {
        if (a instanceof String || a == null) {
            return a == null ? b == null : a.equals(b);
        }
        if (Numbers.isNumber(a)) {
            return b != null && Numbers.isNumber(b) && Numbers.compare(a, b) == 0;
        }
        if (a instanceof List<?> left) {
            return b instanceof List<?> right
                    && left.size() == right.size()
                    && commonLength(left, right) == left.size();
        }
        return a instanceof Map<?, ?> left && b instanceof Map<?, ?> right && equalMaps(left, right);
    }

    /**
     * Compares two values.
     *
     * @return the sign tells the order; {@link #INCOMPARABLE} where the original raises an error
     */
    static int compare(@Nullable Object a, @Nullable Object b) {
        if (a == null || b == null) {
            return INCOMPARABLE;
        }
        if (a instanceof String left && b instanceof String right) {
            return CodePoints.compare(left, right);
        }
        if (Numbers.isNumber(a) && Numbers.isNumber(b)) {
            return Numbers.compare(a, b);
        }
        if (a instanceof List<?> left && b instanceof List<?> right) {
            int common = commonLength(left, right);
            return common < left.size() && common < right.size()
                    ? compare(left.get(common), right.get(common))
                    : Integer.compare(left.size(), right.size());
        }
        return INCOMPARABLE;
    }

    private static int commonLength(List<?> a, List<?> b) {
        int shorter = Math.min(a.size(), b.size());
        for (int i = 0; i < shorter; i++) {
            if (!equal(a.get(i), b.get(i))) {
                return i;
            }
        }
        return shorter;
    }

    private static boolean equalMaps(Map<?, ?> a, Map<?, ?> b) {
        if (a.size() != b.size()) {
            return false;
        }
        for (Map.Entry<?, ?> entry : a.entrySet()) {
            if (!b.containsKey(entry.getKey()) || !equal(entry.getValue(), b.get(entry.getKey()))) {
                return false;
            }
        }
        return true;
    }
}
