package dev.flipper;

import dev.flipper.json.AsciiSink;
import dev.flipper.json.CodePoints;
import dev.flipper.json.Json;
import dev.flipper.json.JsonValues;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The attributes that a check is made with: who asks, from where, for what. Immutable and thread-safe, so a context can
 * be built once a request and used for many checks.
 *
 * <p>A value is a {@link String}, a {@link Boolean}, any {@link Number} of the JDK, {@code null}, or a {@link List} or
 * {@link Map} of these; enums count as their name, {@link java.util.UUID} and {@link CharSequence} as their text.
 * Anything else, NaN and infinities included, and an empty name is refused with an {@link IllegalArgumentException}
 * that names the attribute and the type. How numbers and maps are converted is told by {@link JsonValues#of}.
 */
public final class EvaluationContext {

    private static final EvaluationContext EMPTY = new EvaluationContext(new String[0], new @Nullable Object[0]);

    /** Sorted by code points, as the consistent hash needs them. */
    private final String[] names;

    private final @Nullable Object[] values;

    /** The JSON text of values that cannot be written without making something; null if there are none such. */
    private final @Nullable String @Nullable [] texts;

    private EvaluationContext(String[] names, @Nullable Object[] values) {
        this(names, values, texts(values));
    }

    private EvaluationContext(String[] names, @Nullable Object[] values, @Nullable String @Nullable [] texts) {
        this.names = names;
        this.values = values;
        this.texts = texts;
    }

    private static @Nullable String @Nullable [] texts(@Nullable Object[] values) {
        @Nullable String[] texts = null;
        for (int i = 0; i < values.length; i++) {
            if (needsText(values[i])) {
                texts = texts == null ? new @Nullable String[values.length] : texts;
                texts[i] = Json.write(values[i]);
            }
        }
        return texts;
    }

    private static boolean needsText(@Nullable Object value) {
        if (value instanceof List<?> list) {
            return list.stream().anyMatch(EvaluationContext::needsText);
        }
        return value instanceof Double || value instanceof BigInteger || value instanceof Map;
    }

    /**
     * Gives the context without attributes.
     *
     * @return always the same instance
     */
    public static EvaluationContext empty() {
        return EMPTY;
    }

    /**
     * Makes a context of one attribute.
     *
     * @param name its name, not empty
     * @param value its value
     * @return the context
     * @throws IllegalArgumentException if the name is empty or the value is not taken (see the class's description)
     */
    public static EvaluationContext of(String name, @Nullable Object value) {
        return new EvaluationContext(new String[] {requireName(name)}, new @Nullable Object[] {convert(name, value)});
    }

    /**
     * Makes a context of two attributes.
     *
     * @param name1 the first name, not empty
     * @param value1 the first value
     * @param name2 the second name, not empty
     * @param value2 the second value
     * @return the context
     * @throws IllegalArgumentException if a name is empty or given twice, or a value is not taken
     */
    public static EvaluationContext of(String name1, @Nullable Object value1, String name2, @Nullable Object value2) {
        return new Builder().add(name1, value1).add(name2, value2).build();
    }

    /**
     * Makes a context of three attributes.
     *
     * @param name1 the first name, not empty
     * @param value1 the first value
     * @param name2 the second name, not empty
     * @param value2 the second value
     * @param name3 the third name, not empty
     * @param value3 the third value
     * @return the context
     * @throws IllegalArgumentException if a name is empty or given twice, or a value is not taken
     */
    public static EvaluationContext of(
            String name1,
            @Nullable Object value1,
            String name2,
            @Nullable Object value2,
            String name3,
            @Nullable Object value3) {
        return new Builder()
                .add(name1, value1)
                .add(name2, value2)
                .add(name3, value3)
                .build();
    }

    /**
     * Makes a context of the entries of a map.
     *
     * @param attributes names, not empty, and values
     * @return the context
     * @throws IllegalArgumentException if a name is empty or a value is not taken
     * @throws NullPointerException if the map or a name is null
     */
    public static EvaluationContext of(Map<String, ? extends @Nullable Object> attributes) {
        Builder builder = new Builder();
        attributes.forEach(builder::put);
        return builder.build();
    }

    /**
     * Starts a context that is put together step by step.
     *
     * @return a new builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Gives the number of attributes.
     *
     * @return 0 or more
     */
    public int size() {
        return names.length;
    }

    /**
     * Tells whether there are no attributes.
     *
     * @return true if there are none
     */
    public boolean isEmpty() {
        return names.length == 0;
    }

    /**
     * Gives the name of one attribute. Names are sorted by Unicode code point.
     *
     * @param index from 0 to {@link #size()} - 1
     * @return the name
     */
    public String name(int index) {
        return names[index];
    }

    /**
     * Gives the value of one attribute.
     *
     * @param index from 0 to {@link #size()} - 1
     * @return the JSON value, possibly null
     */
    public @Nullable Object value(int index) {
        return values[index];
    }

    /**
     * Writes the value of one attribute as the original writes it, without allocating anything: the text of decimals,
     * of integers beyond 64 bits and of maps was made with the context.
     *
     * @param index from 0 to {@link #size()} - 1
     * @param sink takes the JSON text
     */
    public void writeValue(int index, AsciiSink sink) {
        String text = texts == null ? null : texts[index];
        if (text == null) {
            Json.write(values[index], sink);
            return;
        }
        for (int i = 0; i < text.length(); i++) {
            sink.put(text.charAt(i));
        }
    }

    /**
     * Finds an attribute.
     *
     * @param name the name to look for
     * @return its index, or -1 if it was not supplied
     */
    public int indexOf(String name) {
        // Contexts hold a handful of attributes: looking at each is faster than anything clever.
        for (int i = 0; i < names.length; i++) {
            if (names[i].equals(name)) {
                return i;
            }
        }
        return -1;
    }

    /**
     * Gives the attributes as a map of JSON values.
     *
     * @return an unmodifiable map, sorted by name
     */
    public Map<String, @Nullable Object> asMap() {
        LinkedHashMap<String, @Nullable Object> map = new LinkedHashMap<>();
        for (int i = 0; i < names.length; i++) {
            map.put(names[i], values[i]);
        }
        return JsonValues.object(map, "context");
    }

    /**
     * Puts the attributes of another context over these.
     *
     * @param winning the attributes that win where both have one of the same name
     * @return a context with the attributes of both
     */
    public EvaluationContext overriddenBy(EvaluationContext winning) {
        if (isEmpty()) {
            return Objects.requireNonNull(winning, "winning");
        }
        if (winning.isEmpty()) {
            return this;
        }
        return merged(this, Objects.requireNonNull(winning, "winning"));
    }

    /** Both are sorted and converted already. */
    private static EvaluationContext merged(EvaluationContext losing, EvaluationContext winning) {
        int most = losing.size() + winning.size();
        String[] names = new String[most];
        @Nullable Object[] values = new @Nullable Object[most];
        @Nullable String[] texts = losing.texts == null && winning.texts == null ? null : new @Nullable String[most];
        int size = 0;
        int l = 0;
        int w = 0;
        while (l < losing.size() || w < winning.size()) {
            int order = order(losing, l, winning, w);
            EvaluationContext source = order < 0 ? losing : winning;
            int index = order < 0 ? l : w;
            names[size] = source.names[index];
            values[size] = source.values[index];
            if (texts != null && source.texts != null) {
                texts[size] = source.texts[index];
            }
            size++;
            l += order <= 0 ? 1 : 0;
            w += order >= 0 ? 1 : 0;
        }
        return new EvaluationContext(Arrays.copyOf(names, size), Arrays.copyOf(values, size), texts);
    }

    /** Negative: the first context's attribute is the next by name. */
    private static int order(EvaluationContext a, int atA, EvaluationContext b, int atB) {
        if (atA == a.size()) {
            return 1;
        }
        return atB == b.size() ? -1 : CodePoints.compare(a.names[atA], b.names[atB]);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof EvaluationContext that
                && Arrays.equals(names, that.names)
                && Arrays.equals(values, that.values);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(names) + Arrays.hashCode(values);
    }

    /** Gives the names only: the values may be personal data, and contexts end up in logs. */
    @Override
    public String toString() {
        return "EvaluationContext" + List.of(names);
    }

    private static String requireName(String name) {
        if (Objects.requireNonNull(name, "attribute name").isEmpty()) {
            throw new IllegalArgumentException("An attribute's name must not be empty");
        }
        return name;
    }

    private static @Nullable Object convert(String name, @Nullable Object value) {
        return JsonValues.of(value, "attribute '" + name + "'");
    }

    /** Puts a context together. Not thread-safe. */
    public static final class Builder {

        private final Map<String, @Nullable Object> attributes = new TreeMap<>(CodePoints.ORDER);

        private Builder() {}

        /**
         * Sets an attribute; one of the same name is replaced.
         *
         * @param name its name, not empty
         * @param value its value
         * @return this builder
         * @throws IllegalArgumentException if the name is empty or the value is not taken
         */
        public Builder put(String name, @Nullable Object value) {
            attributes.put(requireName(name), convert(name, value));
            return this;
        }

        private Builder add(String name, @Nullable Object value) {
            if (attributes.containsKey(requireName(name))) {
                throw new IllegalArgumentException("The attribute '" + name + "' is given twice");
            }
            return put(name, value);
        }

        /**
         * Makes the context. The builder can be used on.
         *
         * @return a context of the attributes put so far
         */
        public EvaluationContext build() {
            if (attributes.isEmpty()) {
                return EMPTY;
            }
            List<@Nullable Object> values = new ArrayList<>(attributes.values());
            return new EvaluationContext(attributes.keySet().toArray(new String[0]), values.toArray());
        }
    }
}
