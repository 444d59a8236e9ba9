package dev.flipper.condition;

import java.math.BigDecimal;
import java.math.BigInteger;

/** Exact comparison of numbers of different kinds, booleans among them; nothing is rounded to a double first. */
final class Numbers {

    private Numbers() {}

    static boolean isNumber(Object value) {
        return value instanceof Number || value instanceof Boolean;
    }

    static int compare(Object a, Object b) {
        if (isLong(a)) {
            return compare(toLong(a), b);
        }
        if (isLong(b)) {
            return -compare(toLong(b), a);
        }
        if (a instanceof Double left && b instanceof Double right) {
            return compare((double) left, (double) right);
        }
        if (a instanceof BigInteger big && isWithinLongs(b)) {
            return big.signum();
        }
        if (b instanceof BigInteger big && isWithinLongs(a)) {
            return -big.signum();
        }
        return exact(a).compareTo(exact(b));
    }

    /** A big integer lies outside of the range of long, else it would be one. */
    private static boolean isWithinLongs(Object value) {
        return value instanceof Double decimal && Math.abs(decimal) < 0x1p63;
    }

    private static int compare(long a, Object b) {
        if (isLong(b)) {
            return Long.compare(a, toLong(b));
        }
        return b instanceof BigInteger big ? -big.signum() : compare(a, (double) (Double) b);
    }

    private static int compare(long a, double b) {
        if (b >= 0x1p63) {
            return -1;
        }
        if (b < -0x1p63) {
            return 1;
        }
        long whole = (long) b;
        // The whole part of a double is itself a double, so the fraction is not rounded.
        return a == whole ? compare(0.0, b - whole) : Long.compare(a, whole);
    }

    /** Not {@link Double#compare}: -0.0 equals 0.0 here, and there are no NaNs. */
    private static int compare(double a, double b) {
        return a < b ? -1 : a > b ? 1 : 0;
    }

    private static boolean isLong(Object value) {
        return value instanceof Integer || value instanceof Long || value instanceof Boolean;
    }

    private static long toLong(Object value) {
        return value instanceof Boolean truth ? truth ? 1 : 0 : ((Number) value).longValue();
    }

    private static BigDecimal exact(Object value) {
        return value instanceof BigInteger big ? new BigDecimal(big) : new BigDecimal((Double) value);
    }
}
