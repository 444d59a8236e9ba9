package dev.flipper.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigInteger;
import java.nio.CharBuffer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonWriteTest {

    @Test
    void separatesAsTheOriginalDoes() {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("b", Arrays.asList(1, null, true, false));
        members.put("a", Map.of());
        assertThat(Json.write(members)).isEqualTo("{\"b\": [1, null, true, false], \"a\": {}}");
    }

    @Test
    void escapesAsTheOriginalDoes() {
        assertThat(Json.write("\" \\ / \b \f \n \r \t \u0000 \u001f ~ \u007f \u00e9 \u2028 \ud83d\ude00 \ud800"))
                .isEqualTo("\"\\\" \\\\ / \\b \\f \\n \\r \\t \\u0000 \\u001f ~ \\u007f \\u00e9 \\u2028"
                        + " \\ud83d\\ude00 \\ud800\"");
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 9, 10, -1, -9, -10, -99, 123456789, Integer.MIN_VALUE, Long.MAX_VALUE, Long.MIN_VALUE})
    void writesIntegersInFull(long value) {
        assertThat(Json.write(value)).isEqualTo(Long.toString(value));
    }

    @Test
    void writesIntegersOfAnySize() {
        assertThat(Json.write(BigInteger.TEN.pow(100))).isEqualTo("1" + "0".repeat(100));
    }

    @Test
    void convertsWhatItIsGiven() {
        assertThat(Json.write(List.of(1.5f, CharBuffer.wrap("text"), Thread.State.NEW)))
                .isEqualTo("[1.5, \"text\", \"NEW\"]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Json.write(new Object()))
                .withMessageStartingWith("value is a java.lang.Object, which is no JSON value");
    }

    @Test
    void aSinkIsGivenCanonicalValuesOnly() {
        StringBuilder text = new StringBuilder();
        Json.write(Json.parse("{\"a\": [1, 2.0]}"), text::append);
        assertThat(text).hasToString("{\"a\": [1, 2.0]}");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Json.write((short) 1, text::append))
                .withMessage("not a canonical JSON value: java.lang.Short");
    }
}
