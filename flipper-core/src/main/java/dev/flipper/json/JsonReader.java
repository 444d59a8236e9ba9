package dev.flipper.json;

import jakarta.json.spi.JsonProvider;
import jakarta.json.stream.JsonLocation;
import jakarta.json.stream.JsonParser;
import jakarta.json.stream.JsonParser.Event;
import jakarta.json.stream.JsonParserFactory;
import jakarta.json.stream.JsonParsingException;
import java.io.StringReader;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON through the streaming parser of JSON-P. The object model would lose what counts here: its numbers are
 * decimals, which have no negative zero.
 */
final class JsonReader {

    private final JsonParser parser;
    private final boolean strict;

    private JsonReader(JsonParser parser, boolean strict) {
        this.parser = parser;
        this.strict = strict;
    }

    /**
     * Reads a document.
     *
     * @param strict whether two members of the same name are an error; else the last one counts
     */
    static @Nullable Object read(String text, boolean strict) {
        try (JsonParser parser = Factory.INSTANCE.createParser(new StringReader(text))) {
            return new JsonReader(parser, strict).document();
        } catch (JsonParsingException e) {
            throw new JsonFormatException(place(e.getLocation()), "is not JSON: " + e.getMessage(), e);
        } catch (JsonFormatException e) {
            throw e;
        } catch (RuntimeException e) {
            // A provider has limits of its own, and what it throws then is its own choice.
            throw new JsonFormatException("document", "is not JSON: " + e.getMessage(), e);
        }
    }

    private @Nullable Object document() {
        Object value = value(parser.next(), 0);
        // JSON-P leaves it to the provider whether text after the value is found by hasNext or by next.
        if (parser.hasNext()) {
            throw error("there is text after the value");
        }
        return value;
    }

    private @Nullable Object value(Event event, int depth) {
        return switch (event) {
            case START_OBJECT -> object(deeper(depth));
            case START_ARRAY -> array(deeper(depth));
            case VALUE_STRING -> parser.getString();
            case VALUE_NUMBER -> number(parser.getString());
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> null;
            default -> throw error("there is a value missing");
        };
    }

    private int deeper(int depth) {
        if (depth == Json.MAX_DEPTH) {
            throw error("is nested deeper than " + Json.MAX_DEPTH);
        }
        return depth + 1;
    }

    private Map<String, @Nullable Object> object(int depth) {
        LinkedHashMap<String, @Nullable Object> members = new LinkedHashMap<>();
        for (Event event = parser.next(); event != Event.END_OBJECT; event = parser.next()) {
            String name = parser.getString();
            if (strict && members.containsKey(name)) {
                throw error("there are two members '" + name + "'");
            }
            members.put(name, value(parser.next(), depth));
        }
        return new JsonObject(members);
    }

    private List<@Nullable Object> array(int depth) {
        List<@Nullable Object> elements = new ArrayList<>();
        for (Event event = parser.next(); event != Event.END_ARRAY; event = parser.next()) {
            elements.add(value(event, depth));
        }
        return new JsonArray(elements);
    }

    private Number number(String text) {
        if (isDecimal(text)) {
            double value = Double.parseDouble(text);
            if (Double.isInfinite(value)) {
                throw error("the number " + text + " is too large for a double");
            }
            return value;
        }
        int digits = text.startsWith("-") ? text.length() - 1 : text.length();
        if (digits > Json.MAX_DIGITS) {
            throw error("an integer has " + digits + " digits, and " + Json.MAX_DIGITS + " at most can be read");
        }
        return JsonValues.integer(new BigInteger(text));
    }

    private static boolean isDecimal(String text) {
        return text.indexOf('.') >= 0 || text.indexOf('e') >= 0 || text.indexOf('E') >= 0;
    }

    private JsonFormatException error(String problem) {
        return new JsonFormatException(place(parser.getLocation()), problem, null);
    }

    private static String place(JsonLocation location) {
        return "line " + location.getLineNumber() + ", column " + location.getColumnNumber();
    }

    /** Looks the provider up once, when the first document is read: the look-up walks the class path. */
    private static final class Factory {

        static final JsonParserFactory INSTANCE = provider().createParserFactory(Map.of());

        /**
         * Whatever thread comes first, it is the application's provider: a foreign thread's loader may not know any.
         */
        private static JsonProvider provider() {
            ClassLoader loader = JsonReader.class.getClassLoader();
            return ServiceLoader.load(JsonProvider.class, loader).findFirst().orElseGet(JsonProvider::provider);
        }
    }
}
