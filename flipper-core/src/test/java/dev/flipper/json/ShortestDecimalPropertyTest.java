package dev.flipper.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

class ShortestDecimalPropertyTest {

    private static final String LAYOUT = "-?(0|[1-9][0-9]{0,15})\\.[0-9]+|-?[1-9](\\.[0-9]*[1-9])?e([+]|-)[0-9]{2,3}";

    @Property(seed = "20240611", tries = 5000)
    void parsesBack(@ForAll("doubles") double value) {
        String text = ShortestDecimal.of(value);
        assertThat(Double.doubleToLongBits(Double.parseDouble(text))).isEqualTo(Double.doubleToLongBits(value));
        assertThat(text).matches(LAYOUT);
        assertThat(Json.parse(text)).isEqualTo(value);
    }

    @Property(seed = "20240612", tries = 5000)
    void noShorterTextParsesBack(@ForAll("doubles") double value) {
        int digits = digits(ShortestDecimal.of(value));
        BigDecimal exact = new BigDecimal(value);
        if (digits > 1) {
            for (RoundingMode mode : new RoundingMode[] {RoundingMode.DOWN, RoundingMode.UP}) {
                BigDecimal shorter = exact.round(new MathContext(digits - 1, mode));
                assertThat(shorter.doubleValue()).as(shorter.toString()).isNotEqualTo(value);
            }
        }
    }

    @Property(seed = "20240613", tries = 5000)
    void noOtherTextOfThatLengthIsNearer(@ForAll("doubles") double value) {
        String text = ShortestDecimal.of(value);
        BigDecimal exact = new BigDecimal(value);
        BigDecimal distance = new BigDecimal(text).subtract(exact).abs();
        for (RoundingMode mode : new RoundingMode[] {RoundingMode.DOWN, RoundingMode.UP}) {
            BigDecimal other = exact.round(new MathContext(Math.max(1, digits(text)), mode));
            if (other.doubleValue() == value) {
                assertThat(other.subtract(exact).abs()).isGreaterThanOrEqualTo(distance);
            }
        }
    }

    private static int digits(String text) {
        BigDecimal value = new BigDecimal(text);
        return value.signum() == 0 ? 0 : value.stripTrailingZeros().precision();
    }

    @Provide
    Arbitrary<Double> doubles() {
        Arbitrary<Double> powers = Arbitraries.integers().between(-1074, 1023).map(e -> Math.scalb(1.0, e));
        Arbitrary<Double> fewDigits = Arbitraries.integers().between(1, 999).flatMap(digits -> Arbitraries.integers()
                .between(-326, 305)
                .map(exponent -> Double.parseDouble(digits + "e" + exponent)));
        return Arbitraries.frequencyOf(
                        Tuple.of(4, Arbitraries.longs().map(Double::longBitsToDouble)),
                        Tuple.of(2, Arbitraries.longs().between(0, 1L << 52).map(Double::longBitsToDouble)),
                        Tuple.of(2, powers.flatMap(p -> Arbitraries.of(p, Math.nextUp(p), Math.nextDown(p)))),
                        Tuple.of(2, fewDigits),
                        Tuple.of(1, Arbitraries.longs().map(bits -> (double) bits)),
                        Tuple.of(1, Arbitraries.doubles().between(-1e6, 1e6).ofScale(4)))
                .filter(Double::isFinite);
    }

    /** Each power of two, where the gap below is half of the gap above. */
    @Example
    void allPowersOfTwoParseBack() {
        Stream<Double> powers = IntStream.rangeClosed(-1074, 1023).mapToObj(e -> Math.scalb(1.0, e));
        assertThat(powers).hasSize(2098).allSatisfy(power -> {
            parsesBack(power);
            noShorterTextParsesBack(power);
            noOtherTextOfThatLengthIsNearer(power);
        });
    }
}
