package dev.flipper.json;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A JSON value together with the place in the document where it stands, so that whoever takes a document apart can say
 * where it is wrong. Immutable.
 *
 * @param place the place, for example {@code meta.conditions[0]}; empty for the document itself
 * @param value the JSON value
 */
public record JsonCursor(String place, @Nullable Object value) {

    /**
     * Steps to a member that has to be there.
     *
     * @param name the member's name
     * @return the member, whose value may be null
     * @throws JsonFormatException if this is no object or has no such member
     */
    public JsonCursor member(String name) {
        if (!object().containsKey(name)) {
            throw error("the member '" + name + "' is missing");
        }
        return child(name, object().get(name));
    }

    /**
     * Steps to a member that may be left out.
     *
     * @param name the member's name
     * @return the member, whose value may be null, or empty if there is none
     * @throws JsonFormatException if this is no object
     */
    public Optional<JsonCursor> optional(String name) {
        return object().containsKey(name) ? Optional.of(child(name, object().get(name))) : Optional.empty();
    }

    /**
     * Visits the members in their order.
     *
     * @param visitor takes each member's name and value
     * @throws JsonFormatException if this is no object
     */
    public void forEachMember(BiConsumer<String, JsonCursor> visitor) {
        object().forEach((name, member) -> visitor.accept(name, child(name, member)));
    }

    /**
     * Gives the elements in their order.
     *
     * @return the elements
     * @throws JsonFormatException if this is no array
     */
    public List<JsonCursor> elements() {
        if (!(value instanceof List<?> list)) {
            throw expected("an array");
        }
        List<JsonCursor> elements = new ArrayList<>(list.size());
        for (int i = 0; i < list.size(); i++) {
            elements.add(new JsonCursor(place + "[" + i + "]", list.get(i)));
        }
        return elements;
    }

    /**
     * Gives the value as an object.
     *
     * @return the members, unmodifiable
     * @throws JsonFormatException if it is none
     */
    @SuppressWarnings("unchecked") // the maps of a JSON value have string keys
    public Map<String, @Nullable Object> object() {
        if (!(value instanceof Map<?, ?> map)) {
            throw expected("an object");
        }
        return (Map<String, @Nullable Object>) map;
    }

    /**
     * Gives the value as a string.
     *
     * @return the string
     * @throws JsonFormatException if it is none
     */
    public String string() {
        if (!(value instanceof String text)) {
            throw expected("a string");
        }
        return text;
    }

    /**
     * Gives the value as a boolean.
     *
     * @return the boolean
     * @throws JsonFormatException if it is none
     */
    public boolean bool() {
        if (!(value instanceof Boolean truth)) {
            throw expected("true or false");
        }
        return truth;
    }

    /**
     * Gives the value as a number. As in the original's language {@code true} is 1 and {@code false} 0.
     *
     * @return the number, the nearest double to it
     * @throws JsonFormatException if it is none
     */
    public double number() {
        if (value instanceof Boolean truth) {
            return truth ? 1 : 0;
        }
        if (!(value instanceof Number number)) {
            throw expected("a number");
        }
        return number.doubleValue();
    }

    /**
     * Makes an exception that names this place.
     *
     * @param problem what is wrong here
     * @return the exception, to be thrown by the caller
     */
    public JsonFormatException error(String problem) {
        return new JsonFormatException(place.isEmpty() ? "document" : place, problem, null);
    }

    private JsonFormatException expected(String kind) {
        return error(kind + " is expected, not " + describe(value));
    }

    private JsonCursor child(String name, @Nullable Object member) {
        return new JsonCursor(place.isEmpty() ? name : place + "." + name, member);
    }

    /** The kind only: the value itself may be large or confidential. */
    private static String describe(@Nullable Object value) {
        if (value == null) {
            return "null";
        }
        if (value instanceof Map) {
            return "an object";
        }
        if (value instanceof List) {
            return "an array";
        }
        return value instanceof String ? "a string" : value instanceof Number ? "a number" : "a boolean";
    }
}
