package dev.flipper.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonCursorTest {

    private static final JsonCursor DOCUMENT = new JsonCursor(
            "",
            Json.parse(
                    "{\"text\": \"t\", \"yes\": true, \"no\": false, \"n\": 2, \"x\": null, \"a\": [1, {\"b\": 3}]}"));

    private static void assertRefused(Consumer<JsonCursor> step, String message) {
        assertThatExceptionOfType(JsonFormatException.class)
                .isThrownBy(() -> step.accept(DOCUMENT))
                .withMessage(message)
                .satisfies(e -> assertThat(message).startsWith(e.place()));
    }

    @Test
    void knowsWhereItStands() {
        JsonCursor deep = DOCUMENT.member("a").elements().get(1).member("b");
        assertThat(deep.place()).isEqualTo("a[1].b");
        assertThat(deep.value()).isEqualTo(3);
    }

    @Test
    void readsEachKind() {
        assertThat(DOCUMENT.member("text").string()).isEqualTo("t");
        assertThat(DOCUMENT.member("yes").bool()).isTrue();
        assertThat(DOCUMENT.member("n").number()).isEqualTo(2.0);
        assertThat(DOCUMENT.member("yes").number()).isEqualTo(1.0);
        assertThat(DOCUMENT.member("no").number()).isEqualTo(0.0);
        assertThat(DOCUMENT.optional("nothing")).isEmpty();
        assertThat(DOCUMENT.optional("x")).hasValue(new JsonCursor("x", null));
    }

    @Test
    void visitsMembersInTheirOrder() {
        Map<String, String> places = new LinkedHashMap<>();
        DOCUMENT.forEachMember((name, member) -> places.put(name, member.place()));
        assertThat(places.keySet()).containsExactly("text", "yes", "no", "n", "x", "a");
        assertThat(places.values()).containsExactly("text", "yes", "no", "n", "x", "a");
    }

    @ParameterizedTest
    @CsvSource({
        "text, a string",
        "yes, a boolean",
        "n, a number",
        "x, null",
        "a, an array",
    })
    void tellsWhatStandsInPlaceOfAnObject(String name, String kind) {
        assertRefused(d -> d.member(name).object(), name + ": an object is expected, not " + kind);
    }

    @Test
    void tellsWhatIsExpected() {
        assertRefused(JsonCursor::elements, "document: an array is expected, not an object");
        assertRefused(d -> d.member("n").string(), "n: a string is expected, not a number");
        assertRefused(d -> d.member("n").bool(), "n: true or false is expected, not a number");
        assertRefused(d -> d.member("text").number(), "text: a number is expected, not a string");
        assertRefused(d -> d.member("missing"), "document: the member 'missing' is missing");
        assertRefused(d -> d.member("a").elements().get(1).member("c"), "a[1]: the member 'c' is missing");
    }
}
