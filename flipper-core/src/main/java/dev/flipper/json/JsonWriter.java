package dev.flipper.json;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes canonical values as Python's {@code json.dumps} does with its default settings. */
final class JsonWriter {

    private static final String HEX = "0123456789abcdef";

    private JsonWriter() {}

    static void write(@Nullable Object value, AsciiSink sink) {
        if (value instanceof String text) {
            string(text, sink);
        } else if (value instanceof Integer || value instanceof Long) {
            integer(((Number) value).longValue(), sink);
        } else if (value instanceof Double decimal) {
            plain(ShortestDecimal.of(decimal), sink);
        } else if (value instanceof List<?> elements) {
            array(elements, sink);
        } else if (value instanceof Map<?, ?> members) {
            object(members, sink);
        } else if (value == null) {
            plain("null", sink);
        } else if (value instanceof Boolean truth) {
            plain(truth ? "true" : "false", sink);
        } else if (value instanceof BigInteger big) {
            plain(big.toString(), sink);
        } else {
            throw new IllegalArgumentException(
                    "not a canonical JSON value: " + value.getClass().getName());
        }
    }

    private static void array(List<?> elements, AsciiSink sink) {
        sink.put('[');
        for (int i = 0; i < elements.size(); i++) {
            if (i > 0) {
                plain(", ", sink);
            }
            write(elements.get(i), sink);
        }
        sink.put(']');
    }

    private static void object(Map<?, ?> members, AsciiSink sink) {
        sink.put('{');
        boolean first = true;
        for (Map.Entry<?, ?> member : members.entrySet()) {
            if (!first) {
                plain(", ", sink);
            }
            first = false;
            string((String) member.getKey(), sink);
            plain(": ", sink);
            write(member.getValue(), sink);
        }
        sink.put('}');
    }

    private static void string(String text, AsciiSink sink) {
        sink.put('"');
        for (int i = 0; i < text.length(); i++) {
            character(text.charAt(i), sink);
        }
        sink.put('"');
    }

    private static void character(char c, AsciiSink sink) {
        if (c >= ' ' && c <= '~') {
            if (c == '"' || c == '\\') {
                sink.put('\\');
            }
            sink.put(c);
        } else {
            sink.put('\\');
            escape(c, sink);
        }
    }

    private static void escape(char c, AsciiSink sink) {
        switch (c) {
            case '\b' -> sink.put('b');
            case '\f' -> sink.put('f');
            case '\n' -> sink.put('n');
            case '\r' -> sink.put('r');
            case '\t' -> sink.put('t');
            default -> {
                sink.put('u');
                for (int shift = 12; shift >= 0; shift -= 4) {
                    sink.put(HEX.charAt(c >> shift & 0xF));
                }
            }
        }
    }

    private static void integer(long value, AsciiSink sink) {
        if (value < 0) {
            sink.put('-');
            digits(value, sink);
        } else {
            digits(-value, sink);
        }
    }

    /** Writes the digits of a number that is not positive: the smallest long has no positive counterpart. */
    private static void digits(long negative, AsciiSink sink) {
        if (negative <= -10) {
            digits(negative / 10, sink);
        }
        sink.put((char) ('0' - negative % 10));
    }

    private static void plain(String ascii, AsciiSink sink) {
        for (int i = 0; i < ascii.length(); i++) {
            sink.put(ascii.charAt(i));
        }
    }
}
