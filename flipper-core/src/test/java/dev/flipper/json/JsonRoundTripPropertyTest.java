package dev.flipper.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class JsonRoundTripPropertyTest {

    @Property(seed = "20240601")
    void whatIsWrittenIsReadAsTheSame(@ForAll("values") Object value) {
        Object canonical = JsonValues.of(value, "value");
        String text = Json.write(canonical);
        Object read = Json.parse(text);
        assertThat(read).isEqualTo(canonical);
        assertThat(Json.write(read)).isEqualTo(text);
        assertThat(Nested.depthOf(read)).isEqualTo(Nested.depthOf(canonical));
        assertThat(StandardCharsets.US_ASCII.newEncoder().canEncode(text)).isTrue();
    }

    @Property(seed = "20240602")
    void anyTextIsReadOrRefused(@ForAll("almostJson") String text) {
        try {
            String written = Json.write(Json.parse(text));
            assertThat(Json.write(Json.parse(written))).isEqualTo(written);
        } catch (JsonFormatException e) {
            assertThat(e.place()).isNotEmpty();
            assertThat(e).hasMessageStartingWith(e.place() + ": ");
        }
    }

    @Provide
    Arbitrary<Object> values() {
        // Every UTF-16 unit, so that lone surrogates and control characters are among them.
        Arbitrary<String> texts = Arbitraries.strings().all().ofMaxLength(8);
        Arbitrary<Object> scalars = Arbitraries.oneOf(
                Arbitraries.just(null),
                Arbitraries.of(true, false),
                Arbitraries.integers(),
                Arbitraries.longs(),
                Arbitraries.bigIntegers().between(BigInteger.TWO.pow(200).negate(), BigInteger.TWO.pow(200)),
                Arbitraries.longs().map(Double::longBitsToDouble).filter(Double::isFinite),
                Arbitraries.floats(),
                Arbitraries.bigDecimals(),
                texts);
        Arbitrary<Object> values = scalars;
        for (int depth = 0; depth < 3; depth++) {
            values = Arbitraries.oneOf(scalars, list(values), map(texts, values));
        }
        // Combining the edge cases of all depths takes longer than all tries.
        return values.withoutEdgeCases();
    }

    private static Arbitrary<Object> list(Arbitrary<Object> elements) {
        return elements.list().ofMaxSize(4).map(Object.class::cast);
    }

    private static Arbitrary<Object> map(Arbitrary<String> names, Arbitrary<Object> values) {
        return Arbitraries.maps(names, values).ofMaxSize(4).map(LinkedHashMap::new);
    }

    @Provide
    Arbitrary<String> almostJson() {
        return Arbitraries.of(
                        "{", "}", "[", "]", ",", ":", " ", "\"a\"", "\"", "\\", "\\u12", "1", "-", "0", ".5", "e9",
                        "e999", "true", "null", "NaN", "\u0000", "\ud800", "\n", "é")
                .list()
                .ofMaxSize(12)
                .map(parts -> String.join("", parts));
    }
}
