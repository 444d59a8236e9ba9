package dev.flipper.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.CharBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.DoubleAccumulator;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class JsonValuesTest {

    private static Object convert(Object value) {
        return JsonValues.of(value, "it");
    }

    @Test
    void takesScalarsAsTheyAre() {
        assertThat(convert(null)).isNull();
        assertThat(convert("text")).isEqualTo("text");
        assertThat(convert(true)).isEqualTo(true);
    }

    static List<Number> sevens() {
        LongAdder adder = new LongAdder();
        adder.add(7);
        LongAccumulator accumulator = new LongAccumulator(Long::sum, 7);
        return List.of(
                7,
                7L,
                (short) 7,
                (byte) 7,
                BigInteger.valueOf(7),
                BigDecimal.valueOf(7),
                new AtomicInteger(7),
                new AtomicLong(7),
                adder,
                accumulator);
    }

    @ParameterizedTest
    @MethodSource("sevens")
    void integralNumbersAreIntegers(Number seven) {
        assertThat(convert(seven)).isEqualTo(7);
    }

    @Test
    void integersTakeTheirSmallestForm() {
        assertThat(convert(1L << 40)).isEqualTo(1L << 40);
        assertThat(convert(BigInteger.ONE.shiftLeft(40))).isEqualTo(1L << 40);
        assertThat(convert(BigInteger.ONE.shiftLeft(70))).isEqualTo(BigInteger.ONE.shiftLeft(70));
        assertThat(convert(new BigDecimal("123456789012345678901234567890")))
                .isEqualTo(new BigInteger("123456789012345678901234567890"));
    }

    static List<Number> halves() {
        DoubleAdder adder = new DoubleAdder();
        adder.add(1.5);
        return List.of(1.5, 1.5f, new BigDecimal("1.50"), adder, new DoubleAccumulator(Double::sum, 1.5));
    }

    @ParameterizedTest
    @MethodSource("halves")
    void otherNumbersAreDoubles(Number value) {
        assertThat(convert(value)).isEqualTo(1.5);
    }

    @Test
    void floatsAndDecimalsAreWhatTheirTextDenotes() {
        assertThat(convert(0.1f)).isEqualTo(0.1);
        assertThat(convert(-0.0f)).isEqualTo(-0.0);
        assertThat(convert(Float.parseFloat("7.68157E7")))
                .as("a JDK before 19 gives the longer text 7.6815696E7")
                .isEqualTo(7.68157E7);
        assertThat(convert(-1.1f)).isEqualTo(-1.1);
        assertThat(convert(new BigDecimal("0.1"))).isEqualTo(0.1);
        assertThat(convert(new BigDecimal("1.0"))).as("it has a fraction").isEqualTo(1.0);
        assertThat(convert(new BigDecimal("1E+2"))).as("it has an exponent").isEqualTo(100.0);
    }

    @Test
    void integersThatNobodyCouldReadAreRefused() {
        BigInteger longest = BigInteger.TEN.pow(Json.MAX_DIGITS).subtract(BigInteger.ONE);
        assertThat(convert(longest.negate())).isEqualTo(longest.negate());
        for (Number tooLong : List.of(
                longest.add(BigInteger.ONE), new BigDecimal(longest.negate().subtract(BigInteger.ONE)))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> convert(tooLong))
                    .withMessageEndingWith(": an integer of more than 4300 digits, which nobody could read");
        }
    }

    @Test
    void textIsText() {
        UUID uuid = new UUID(1, 2);
        assertThat(convert(uuid)).isEqualTo(uuid.toString());
        assertThat(convert(CharBuffer.wrap("text"))).isEqualTo("text");
        assertThat(convert(Shape.ROUND)).as("its name, not its text").isEqualTo("ROUND");
    }

    private enum Shape {
        ROUND {
            @Override
            public String toString() {
                return "a circle";
            }
        }
    }

    @ParameterizedTest
    @MethodSource("notFinite")
    void refusesNumbersThatAreNotFinite(Number value) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> convert(value))
                .withMessage("it: " + value + " (" + value.getClass().getName()
                        + ") is no finite number that fits a double");
    }

    static List<Number> notFinite() {
        return List.of(
                Double.NaN,
                Double.POSITIVE_INFINITY,
                Double.NEGATIVE_INFINITY,
                Float.NaN,
                Float.POSITIVE_INFINITY,
                new BigDecimal("1e309"));
    }

    @Test
    void refusesOtherTypes() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> convert(new Thread()))
                .withMessage("it is a java.lang.Thread, which is no JSON value: use a String, Boolean, Number, List,"
                        + " Map, enum, UUID or null");
        assertThatIllegalArgumentException().isThrownBy(() -> convert('c')).withMessageContaining("Character");
        assertThatIllegalArgumentException().isThrownBy(() -> convert(new int[0]));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> convert(new Number() {
                    private static final long serialVersionUID = 1L;

                    @Override
                    public int intValue() {
                        return 1;
                    }

                    @Override
                    public long longValue() {
                        return 1;
                    }

                    @Override
                    public float floatValue() {
                        return 1;
                    }

                    @Override
                    public double doubleValue() {
                        return 1;
                    }
                }))
                .withMessageContaining("which is no JSON value");
        assertThatIllegalArgumentException().isThrownBy(() -> convert(List.of(List.of(new Object()))));
    }

    @Test
    void listsAndMapsAreCopied() {
        List<Object> list = new ArrayList<>(List.of(1));
        Map<String, Object> map = new HashMap<>(Map.of("list", list));
        Object converted = convert(map);
        list.add(2);
        map.put("b", 3);
        assertThat(converted).isEqualTo(Map.of("list", List.of(1)));
    }

    @Test
    void whatIsConvertedAlreadyIsKept() {
        Object list = convert(List.of(1));
        Object map = convert(Map.of("a", list));
        assertThat(convert(list)).isSameAs(list);
        assertThat(convert(map)).isSameAs(map);
    }

    @Test
    void mapsKeepTheirOrderOnlyIfTheyHaveOne() {
        Map<String, Object> linked = new LinkedHashMap<>();
        linked.put("b", 1);
        linked.put("a", 2);
        assertThat(Json.write(linked)).isEqualTo("{\"b\": 1, \"a\": 2}");
        Map<String, Object> sorted = new TreeMap<>(Collections.reverseOrder());
        sorted.putAll(linked);
        assertThat(Json.write(sorted)).isEqualTo("{\"b\": 1, \"a\": 2}");
        assertThat(Json.write(new HashMap<>(Map.of("😀", 1, "\uff5e", 2, "a", 3))))
                .isEqualTo("{\"a\": 3, \"\\uff5e\": 2, \"\\ud83d\\ude00\": 1}");
    }

    @Test
    void refusesMapsWithOtherNames() {
        Map<String, Object> nullName = new HashMap<>();
        nullName.put(null, 1);
        assertThatNullPointerException().isThrownBy(() -> convert(nullName)).withMessage("it: a name is null");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> convert(Map.of(1, 2)))
                .withMessage("it: the name 1 is a java.lang.Integer, names are strings");
        assertThatNullPointerException().isThrownBy(() -> JsonValues.object(null, "it"));
    }

    @Test
    void refusesWhatIsNestedTooDeep() {
        Object deepest = nested(Json.MAX_DEPTH);
        assertThat(Nested.depthOf(convert(deepest))).isEqualTo(Json.MAX_DEPTH);
        String message = "it is nested deeper than 512 (does it contain itself?)";
        assertThatIllegalArgumentException()
                .isThrownBy(() -> convert(nested(Json.MAX_DEPTH + 1)))
                .withMessage(message);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> convert(Map.of("a", convert(deepest))))
                .withMessage(message);
        List<Object> itself = new ArrayList<>();
        itself.add(itself);
        assertThatIllegalArgumentException().isThrownBy(() -> convert(itself)).withMessage(message);
    }

    private static Object nested(int depth) {
        Object value = 1;
        for (int i = 0; i < depth; i++) {
            value = i % 2 == 0 ? List.of(value) : Map.of("a", value);
        }
        return value;
    }

    @Test
    void canonicalMapsLookUpTheirMembers() {
        Map<String, Object> members = JsonValues.object(Map.of("a", 1), "it");
        assertThat(members.get("a")).isEqualTo(1);
        assertThat(members.get("b")).isNull();
        assertThat(members.containsKey("a")).isTrue();
        assertThat(members.containsKey("b")).isFalse();
    }
}
