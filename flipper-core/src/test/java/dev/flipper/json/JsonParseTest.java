package dev.flipper.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonParseTest {

    @Test
    void readsEachKindOfValue() {
        assertThat(Json.parse("null")).isNull();
        assertThat(Json.parse(" true\n")).isEqualTo(true);
        assertThat(Json.parse("false")).isEqualTo(false);
        assertThat(Json.parse("\"\\u00fc\\n\\ud83d\\ude00\"")).isEqualTo("ü\n😀");
        assertThat(Json.parse("[1, [], {}]")).isEqualTo(List.of(1, List.of(), Map.of()));
        assertThat(Json.parse("{\"a\": {\"b\": [true]}}")).isEqualTo(Map.of("a", Map.of("b", List.of(true))));
    }

    @Test
    void integersHaveExactlyOneForm() {
        assertThat(Json.parse("2147483647")).isEqualTo(2147483647);
        assertThat(Json.parse("2147483648")).isEqualTo(2147483648L);
        assertThat(Json.parse("-2147483648")).isEqualTo(-2147483648);
        assertThat(Json.parse("9223372036854775807")).isEqualTo(Long.MAX_VALUE);
        assertThat(Json.parse("-9223372036854775808")).isEqualTo(Long.MIN_VALUE);
        assertThat(Json.parse("9223372036854775808")).isEqualTo(BigInteger.ONE.shiftLeft(63));
    }

    @ParameterizedTest
    @CsvSource({"1.0, 1.0", "1e2, 100.0", "1E2, 100.0", "0.1, 0.1", "5e-324, 4.9E-324", "1e-999, 0.0"})
    void numbersWithPointOrExponentAreDoubles(String text, double expected) {
        assertThat(Json.parse(text)).isEqualTo(expected);
    }

    @Test
    void keepsTheSignOfZeroInDecimalsOnly() {
        assertThat(Json.parse("-0.0")).isEqualTo(-0.0).isNotEqualTo(0.0);
        assertThat(Json.parse("-0")).isEqualTo(0);
    }

    @Test
    void keepsLoneSurrogates() {
        assertThat(Json.parse("\"\\ud800\"")).isEqualTo("\ud800");
    }

    @Test
    void ofTwoMembersOfANameTheLastCounts() {
        assertThat(Json.parse("{\"a\": 1, \"b\": 2, \"a\": 3}")).isEqualTo(Map.of("a", 3, "b", 2));
    }

    @Test
    void ofWhatSomebodyHasTypedNoMemberIsLost() {
        assertThat(Json.parseTyped("[{\"a\": {\"a\": 1}}, {\"a\": null}]"))
                .isEqualTo(Json.parse("[{\"a\": {\"a\": 1}}, {\"a\": null}]"));
        assertThatExceptionOfType(JsonFormatException.class)
                .isThrownBy(() -> Json.parseTyped("[{\"a\": null, \"b\": 2,\n \"a\": 3}]"))
                .withMessageStartingWith("line 2, column ")
                .withMessageEndingWith(": there are two members 'a'");
        assertThatNullPointerException().isThrownBy(() -> Json.parseTyped(null));
    }

    @Test
    void keepsTheOrderOfMembers() {
        assertThat(((Map<?, ?>) Json.parse("{\"z\": 1, \"a\": 2, \"m\": 3}")).keySet())
                .hasToString("[z, a, m]");
    }

    @Test
    @SuppressWarnings("unchecked") // the test is that nothing can be put into them
    void valuesAreUnmodifiable() {
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> ((List<Object>) Json.parse("[1]")).set(0, 2));
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> ((Map<String, Object>) Json.parse("{\"a\": 1}")).put("a", 2));
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> ((Map<String, Object>) Json.parse("{\"a\": 1}"))
                        .entrySet()
                        .iterator()
                        .next()
                        .setValue(2));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "nul",
                "NaN",
                "Infinity",
                "-Infinity",
                "[NaN]",
                "01",
                "+1",
                "1.",
                ".5",
                "1e",
                "-",
                "'a'",
                "\"a",
                "\"\\x\"",
                "\"\\ud8\"",
                "\"a\nb\"",
                "[1,]",
                "[1 2]",
                "{a: 1}",
                "{\"a\"}",
                "{\"a\": }",
                "{\"a\": 1,}",
                "[",
                "{",
                "]",
                "}",
                "[}",
                "1 2",
                "[] []",
                "{} x",
                "// c\n1",
                "\uFEFF1"
            })
    void refusesWhatIsNotJson(String text) {
        assertThatExceptionOfType(JsonFormatException.class).isThrownBy(() -> Json.parse(text));
    }

    @Test
    void tellsThePlace() {
        assertThatExceptionOfType(JsonFormatException.class)
                .isThrownBy(() -> Json.parse("{\"a\":\n 1e999}"))
                .satisfies(e -> assertThat(e.place()).startsWith("line 2, column "))
                .withMessageEndingWith(": the number 1e999 is too large for a double");
    }

    @Test
    void refusesTextAfterTheValue() {
        assertThatExceptionOfType(JsonFormatException.class).isThrownBy(() -> Json.parse("{\"a\": 1} {\"b\": 2}"));
        assertThatExceptionOfType(JsonFormatException.class).isThrownBy(() -> Json.parse("{\"a\": 1}]"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e309", "-1e309", "1.8e308"})
    void refusesNumbersTooLargeForADouble(String text) {
        assertThatExceptionOfType(JsonFormatException.class)
                .isThrownBy(() -> Json.parse(text))
                .withMessageContaining("the number " + text + " is too large for a double");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-"})
    void readsIntegersUpToTheLimit(String sign) {
        String longest = sign + "9".repeat(Json.MAX_DIGITS);
        assertThat(Json.write(Json.parse(longest))).isEqualTo(longest);
        assertThatExceptionOfType(JsonFormatException.class)
                .isThrownBy(() -> Json.parse(longest + "9"))
                .withMessageEndingWith(": an integer has 4301 digits, and 4300 at most can be read");
    }

    /** It would take minutes to convert it. */
    @Test
    @Timeout(30)
    void refusesAnIntegerThatIsMeantToKeepUsBusy() {
        String text = "9".repeat(10_000_000);
        assertThatExceptionOfType(JsonFormatException.class).isThrownBy(() -> Json.parse(text));
    }

    @Test
    void readsNestingUpToTheLimit() {
        String deepest = "[".repeat(Json.MAX_DEPTH) + "]".repeat(Json.MAX_DEPTH);
        assertThat(Json.write(Json.parse(deepest))).isEqualTo(deepest);
        assertThat(Nested.depthOf(Json.parse(deepest))).isEqualTo(Json.MAX_DEPTH);
        assertThatExceptionOfType(JsonFormatException.class)
                .isThrownBy(() -> Json.parse("[" + deepest + "]"))
                .withMessageEndingWith(": is nested deeper than 512");
        String objects = "{\"a\":".repeat(Json.MAX_DEPTH + 1) + "1" + "}".repeat(Json.MAX_DEPTH + 1);
        assertThatExceptionOfType(JsonFormatException.class).isThrownBy(() -> Json.parse(objects));
    }

    @Test
    void refusesNullText() {
        assertThatNullPointerException().isThrownBy(() -> Json.parse(null)).withMessage("text");
    }
}
