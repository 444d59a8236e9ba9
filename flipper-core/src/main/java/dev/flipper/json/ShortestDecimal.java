package dev.flipper.json;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The text of a double as Python's {@code repr} gives it: the fewest digits that still denote this double, of these the
 * nearest to it, with an exponent below 1e-4 and from 1e16 on. {@code Double.toString} of a JDK before 19 sometimes has
 * more digits than needed (JDK-4511638), so its answer is only where the search begins.
 */
final class ShortestDecimal {

    private static final double EXACT_INTEGERS = 0x1p53;
    private static final float EXACT_FLOAT_INTEGERS = 0x1p24f;

    private static final int UNIQUE_DIGITS = 15;

    private ShortestDecimal() {}

    static String of(double value) {
        if (value == Math.rint(value) && Math.abs(value) < EXACT_INTEGERS) {
            // Neighbours are at most 1 apart, so that all digits of an integer count. The sign of -0.0 is lost in a
            // long.
            boolean negativeZero = value == 0 && Double.doubleToRawLongBits(value) != 0;
            return negativeZero ? "-0.0" : (long) value + ".0";
        }
        String digits = layOut(shortest(Math.abs(value)));
        return value < 0 ? "-" + digits : digits;
    }

    /** The double that the shortest decimal text of a float denotes, the same on every JDK: 0.1f gives 0.1. */
    static double widen(float value) {
        if (Float.isNaN(value)
                || (value == Math.rint(value) && Math.abs(value) < EXACT_FLOAT_INTEGERS)
                || Float.isInfinite(value)) {
            return value;
        }
        BigDecimal text = new BigDecimal(Float.toString(Math.abs(value)));
        BigDecimal exact = new BigDecimal(Math.abs(value));
        return Math.copySign(
                shortest(exact, text, decimal -> decimal.floatValue() == Math.abs(value))
                        .doubleValue(),
                value);
    }

    private static BigDecimal shortest(double value) {
        BigDecimal text = new BigDecimal(Double.toString(value)).stripTrailingZeros();
        // No two decimals of so few digits denote the same double, so there is no other one to look for.
        boolean unique = text.precision() <= UNIQUE_DIGITS && value >= Double.MIN_NORMAL;
        return unique ? text : shortest(new BigDecimal(value), text, decimal -> decimal.doubleValue() == value);
    }

    private static BigDecimal shortest(BigDecimal exact, BigDecimal text, Predicate<BigDecimal> denotes) {
        BigDecimal best = text.stripTrailingZeros();
        for (int precision = best.precision(); precision > 0; precision--) {
            BigDecimal candidate = nearest(exact, precision, denotes);
            if (candidate == null) {
                break;
            }
            best = candidate;
        }
        return best.stripTrailingZeros();
    }

    /**
     * Both neighbours are tried: at a power of two the interval of decimals that denote the double is wider above than
     * below, so that the nearer neighbour may denote another double while the farther one does not.
     */
    private static @Nullable BigDecimal nearest(BigDecimal exact, int precision, Predicate<BigDecimal> denotes) {
        BigDecimal near = exact.round(new MathContext(precision, RoundingMode.HALF_EVEN));
        if (denotes.test(near)) {
            return near;
        }
        RoundingMode other = near.compareTo(exact) < 0 ? RoundingMode.UP : RoundingMode.DOWN;
        BigDecimal far = exact.round(new MathContext(precision, other));
        return denotes.test(far) ? far : null;
    }

    private static String layOut(BigDecimal value) {
        String digits = value.unscaledValue().toString();
        int point = digits.length() - value.scale();
        if (point <= -4 || point > 16) {
            return scientific(digits, point - 1);
        }
        if (point <= 0) {
            return "0." + "0".repeat(-point) + digits;
        }
        if (point >= digits.length()) {
            return digits + "0".repeat(point - digits.length()) + ".0";
        }
        return digits.substring(0, point) + "." + digits.substring(point);
    }

    private static String scientific(String digits, int exponent) {
        String mantissa = digits.length() == 1 ? digits : digits.charAt(0) + "." + digits.substring(1);
        String magnitude = Integer.toString(Math.abs(exponent));
        return mantissa + (exponent < 0 ? "e-" : "e+") + (magnitude.length() == 1 ? "0" : "") + magnitude;
    }
}
