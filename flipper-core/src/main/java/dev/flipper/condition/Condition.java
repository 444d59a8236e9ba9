package dev.flipper.condition;

import dev.flipper.EvaluationContext;
import dev.flipper.json.Json;
import dev.flipper.json.JsonCursor;
import dev.flipper.json.JsonFormatException;
import dev.flipper.json.JsonValues;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A condition that a flag is checked against: one or more comparisons of attributes, all of which have to hold. A
 * comparison of an attribute that a call does not supply is passed over. Immutable and thread-safe.
 *
 * <pre>{@code
 * Condition.of("number_of_horses_owned__gt", 9000, "location__ne", "city")
 * Condition.where("number_of_horses_owned").greaterThan(9000).and("location").notEqualTo("city")
 * }</pre>
 *
 * <p>A key is split at {@code __}: exactly two parts are the attribute and the operator ({@code gt}, {@code gte},
 * {@code lt}, {@code lte}, {@code ne}, {@code in}, {@code not_in}); with any other number of parts the whole key is the
 * attribute, which has to be equal. Values are converted as {@link JsonValues#of} tells; {@code in} and {@code not_in}
 * take a collection or an array.
 */
public final class Condition {

    private final List<ConditionCheck> checks;

    /** As stored, with whatever members a newer writer added. */
    private final Map<String, @Nullable Object> stored;

    private Condition(List<ConditionCheck> checks, Map<String, @Nullable Object> stored) {
        this.checks = checks;
        this.stored = stored;
    }

    /**
     * Makes a condition of one comparison.
     *
     * @param key attribute and operator, for example {@code age__gte}
     * @param value the value to compare with
     * @return the condition
     * @throws IllegalArgumentException if the operator is unknown, the attribute is empty, or the value is not taken
     */
    public static Condition of(String key, @Nullable Object value) {
        return new ConditionAssembly().add(key, value).build();
    }

    /**
     * Makes a condition of two comparisons.
     *
     * @param key1 the first key
     * @param value1 the first value
     * @param key2 the second key
     * @param value2 the second value
     * @return the condition
     * @throws IllegalArgumentException as {@link #of(String, Object)}, or if a key is given twice
     */
    public static Condition of(String key1, @Nullable Object value1, String key2, @Nullable Object value2) {
        return new ConditionAssembly().add(key1, value1).add(key2, value2).build();
    }

    /**
     * Makes a condition of three comparisons.
     *
     * @param key1 the first key
     * @param value1 the first value
     * @param key2 the second key
     * @param value2 the second value
     * @param key3 the third key
     * @param value3 the third value
     * @return the condition
     * @throws IllegalArgumentException as {@link #of(String, Object)}, or if a key is given twice
     */
    public static Condition of(
            String key1,
            @Nullable Object value1,
            String key2,
            @Nullable Object value2,
            String key3,
            @Nullable Object value3) {
        return new ConditionAssembly()
                .add(key1, value1)
                .add(key2, value2)
                .add(key3, value3)
                .build();
    }

    /**
     * Makes a condition of the entries of a map.
     *
     * @param checks keys and values
     * @return the condition
     * @throws IllegalArgumentException as {@link #of(String, Object)}
     */
    public static Condition of(Map<String, ? extends @Nullable Object> checks) {
        ConditionAssembly assembly = new ConditionAssembly();
        checks.forEach(assembly::add);
        return assembly.build();
    }

    /**
     * Starts a condition in words.
     *
     * @param attribute the attribute to compare
     * @return asks for the comparison
     * @throws IllegalArgumentException if the name is empty or contains {@code __}
     */
    public static ConditionSubject where(String attribute) {
        return new ConditionSubject(List.of(), attribute);
    }

    /**
     * Adds a comparison in words. This condition stays as it is.
     *
     * @param attribute the attribute to compare
     * @return asks for the comparison and gives a condition of this one's comparisons and the new one
     * @throws IllegalArgumentException if the name is empty or contains {@code __}
     */
    public ConditionSubject and(String attribute) {
        return new ConditionSubject(checks, attribute);
    }

    /**
     * Reads a condition in the stored form: an object that has, for each attribute, a list of {@code {"variable",
     * "value", "operator"}}. The comparison's own {@code variable} counts, of the same attribute and operator twice the
     * last, and attributes without comparisons are ignored; all of it is kept for {@link #toStored}.
     *
     * @param stored the object and its place in the document
     * @return the condition
     * @throws JsonFormatException if it has another form
     */
    public static Condition fromStored(JsonCursor stored) {
        Map<String, ConditionCheck> byKey = new LinkedHashMap<>();
        stored.forEachMember((variable, checks) -> checks.elements().forEach(check -> read(check, byKey)));
        return new Condition(List.copyOf(byKey.values()), stored.object());
    }

    private static void read(JsonCursor check, Map<String, ConditionCheck> byKey) {
        String variable = check.member("variable").string();
        JsonCursor operator = check.member("operator");
        String key = ConditionCheck.key(variable, operator.value() == null ? null : operator.string());
        byKey.put(key, ConditionCheck.parse(key, check.member("value").value()));
    }

    static Condition ofChecks(List<ConditionCheck> checks) {
        Map<String, List<Map<String, @Nullable Object>>> byVariable = new LinkedHashMap<>();
        for (ConditionCheck check : checks) {
            Map<String, @Nullable Object> members = new LinkedHashMap<>();
            members.put("variable", check.variable());
            members.put("value", check.value());
            members.put("operator", check.operator());
            byVariable
                    .computeIfAbsent(check.variable(), variable -> new ArrayList<>())
                    .add(members);
        }
        return new Condition(List.copyOf(checks), JsonValues.object(byVariable, "condition"));
    }

    /**
     * Gives the condition in the stored form.
     *
     * @return an unmodifiable map of JSON values
     */
    public Map<String, @Nullable Object> toStored() {
        return stored;
    }

    /**
     * Gives the comparisons.
     *
     * @return an unmodifiable list
     */
    public List<ConditionCheck> checks() {
        return checks;
    }

    /**
     * Tells whether every comparison of a supplied attribute holds.
     *
     * @param context the attributes
     * @return true also if the context supplies none of the attributes; false if a supplied attribute meets an operator
     *     that is not known
     */
    public boolean isSatisfiedBy(EvaluationContext context) {
        for (ConditionCheck check : checks) {
            int index = context.indexOf(check.variable());
            if (index >= 0 && !check.isSatisfiedBy(context.value(index))) {
                return false;
            }
        }
        return true;
    }

    /** Equal are conditions of the same stored form; the order of attributes does not count. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Condition that && stored.equals(that.stored);
    }

    @Override
    public int hashCode() {
        return Objects.hash(stored);
    }

    /** Gives the stored form as JSON. */
    @Override
    public String toString() {
        return Json.write(stored);
    }
}
