package dev.flipper.json;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads and writes JSON values (see the package's description). Stateless and thread-safe. */
public final class Json {

    /** The deepest nesting that is read or written: a scalar has depth 0, {@code [1]} has depth 1. */
    public static final int MAX_DEPTH = 512;

    /**
     * The longest integer that is read or written, in decimal digits: what the original's language takes as well. The
     * time that it takes to convert one grows with the square of its length.
     */
    public static final int MAX_DIGITS = 4300;

    private Json() {}

    /**
     * Reads one JSON value. A number with {@code .}, {@code e} or {@code E} becomes a {@link Double} ({@code -0.0}
     * included), every other number an integer. Of two members of the same name the last counts.
     *
     * @param text a JSON text (RFC 8259) with nothing but white space around its value
     * @return the value, possibly {@code null}; lists and maps are unmodifiable
     * @throws JsonFormatException if the text is not JSON, has text after its value, is nested deeper than
     *     {@value #MAX_DEPTH}, or holds a decimal too large for a double or an integer of more than
     *     {@value #MAX_DIGITS} digits
     * @throws NullPointerException if the text is null
     */
    public static @Nullable Object parse(String text) {
        return JsonReader.read(Objects.requireNonNull(text, "text"), false);
    }

    /**
     * Reads one JSON value that somebody has typed. The same as {@link #parse}, but two members of the same name are an
     * error: one of them would be lost without a word.
     *
     * @param text a JSON text (RFC 8259) with nothing but white space around its value
     * @return the value, possibly {@code null}; lists and maps are unmodifiable
     * @throws JsonFormatException as {@link #parse}, and if an object has two members of the same name
     * @throws NullPointerException if the text is null
     */
    public static @Nullable Object parseTyped(String text) {
        return JsonReader.read(Objects.requireNonNull(text, "text"), true);
    }

    /**
     * Writes a value as the original's {@code json.dumps} does: {@code ", "} and {@code ": "} as separators, ASCII
     * only, doubles in their shortest form.
     *
     * @param value a JSON value; anything that {@link JsonValues#of} takes is converted first
     * @return the text
     * @throws IllegalArgumentException if the value is not a JSON value
     */
    public static String write(@Nullable Object value) {
        StringBuilder text = new StringBuilder();
        JsonWriter.write(JsonValues.of(value, "value"), text::append);
        return text.toString();
    }

    /**
     * Writes a value as {@link #write(Object)} does, to a sink. Strings, booleans, null and integers up to 64 bits are
     * written without allocating anything.
     *
     * @param value a value made by {@link #parse} or {@link JsonValues#of}
     * @param sink takes the text
     */
    public static void write(@Nullable Object value, AsciiSink sink) {
        JsonWriter.write(value, sink);
    }
}
