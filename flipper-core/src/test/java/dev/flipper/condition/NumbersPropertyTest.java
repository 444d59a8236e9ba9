package dev.flipper.condition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flipper.json.JsonValues;
import java.math.BigDecimal;
import java.math.BigInteger;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.Tuple.Tuple2;

class NumbersPropertyTest {

    @Property(seed = "20240701", tries = 5000)
    void compareAsExactDecimals(@ForAll("numbers") Object a, @ForAll("numbers") Object b) {
        assertComparedExactly(a, b);
    }

    @Property(seed = "20240702", tries = 5000)
    void compareAsExactDecimalsWhereTheyAreClose(@ForAll("neighbours") Tuple2<Object, Object> pair) {
        assertComparedExactly(pair.get1(), pair.get2());
        assertComparedExactly(pair.get2(), pair.get1());
    }

    private static void assertComparedExactly(Object a, Object b) {
        int expected = exact(a).compareTo(exact(b));
        assertThat(Integer.signum(Numbers.compare(a, b))).isEqualTo(expected);
        assertThat(Comparison.equal(a, b)).isEqualTo(expected == 0);
    }

    private static BigDecimal exact(Object number) {
        if (number instanceof Boolean truth) {
            return truth ? BigDecimal.ONE : BigDecimal.ZERO;
        }
        return number instanceof Double decimal ? new BigDecimal(decimal) : new BigDecimal(number.toString());
    }

    private static Arbitrary<Double> doubles() {
        return Arbitraries.longs().map(Double::longBitsToDouble).filter(Double::isFinite);
    }

    @Provide
    Arbitrary<Object> numbers() {
        return Arbitraries.oneOf(
                Arbitraries.of(true, false, 0.0, -0.0, 0x1p63, -0x1p63, 0.5, Long.MAX_VALUE, Long.MIN_VALUE),
                Arbitraries.integers(),
                Arbitraries.longs().map(value -> JsonValues.of(value, "long")),
                Arbitraries.bigIntegers()
                        .between(BigInteger.TWO.pow(1100).negate(), BigInteger.TWO.pow(1100))
                        .map(value -> JsonValues.of(value, "big")),
                Arbitraries.longs().map(value -> (double) value),
                doubles());
    }

    /** A double and an integer that is at most one away from it. */
    @Provide
    Arbitrary<Tuple2<Object, Object>> neighbours() {
        Arbitrary<Double> near = Arbitraries.oneOf(
                doubles(),
                Arbitraries.longs().map(value -> (double) value),
                Arbitraries.of(0x1p53, 0x1p63, -0x1p63, Math.nextDown(0x1p63), 0x1p64, 1e22, 0x1.52d02c7e14af6p76));
        return near.flatMap(value -> Arbitraries.integers().between(-1, 1).map(step -> {
            BigInteger integer = new BigDecimal(value).toBigInteger().add(BigInteger.valueOf(step));
            return Tuple.of(value, JsonValues.of(integer, "integer"));
        }));
    }
}
