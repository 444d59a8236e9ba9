package dev.flipper.jmx;

import dev.flipper.condition.Condition;
import dev.flipper.condition.ConditionCheck;
import dev.flipper.json.JsonCursor;
import dev.flipper.json.JsonFormatException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads conditions that people type. What a store may hold but nobody means is refused: an operator that is not known,
 * a comparison that another one hides, a name that would be read as something else. Members that mean nothing here are
 * kept: a newer version may have written them.
 */
final class ConditionInput {

    private static final String EXAMPLE = "a JSON array in the stored form, such as\n[{\"horses\": [{\"variable\":"
            + " \"horses\", \"value\": 9000, \"operator\": \"gt\"}]}]\nwith the operator null for equality, and [] for no"
            + " conditions";
    private static final String VALUE = "JSON, such as 9000, \"city\" in quotes, true or [\"city\", \"farm\"]";

    private ConditionInput() {}

    /**
     * Reads one comparison.
     *
     * @throws IllegalArgumentException if it is none; the message shows what would be right
     */
    static Condition comparison(@Nullable String attribute, @Nullable String operator, @Nullable String valueAsJson) {
        if (attribute == null || attribute.isEmpty()) {
            throw new IllegalArgumentException("The attribute of the condition is missing; give a name such as horses");
        }
        boolean equality =
                operator == null || operator.isBlank() || operator.strip().equals(FlagComparison.EQUALITY);
        String symbol = equality ? null : Objects.requireNonNull(operator).strip();
        JsonCursor value = Parameters.json("value of the condition", VALUE, valueAsJson);
        requireKnown(attribute, symbol);
        if (isMembership(symbol) && !(value.value() instanceof List)) {
            throw new IllegalArgumentException(
                    "The operator '" + symbol + "' needs a JSON array, such as [\"city\", \"farm\"]");
        }
        return Condition.of(key(attribute, symbol), value.value());
    }

    /**
     * Reads all conditions of a flag, in the stored form.
     *
     * @throws IllegalArgumentException if it is not; the message names the place and shows what would be right
     */
    static List<Condition> all(@Nullable String json) {
        try {
            return Parameters.json("conditions", EXAMPLE, json).elements().stream()
                    .map(ConditionInput::one)
                    .toList();
        } catch (JsonFormatException e) {
            throw Parameters.wrong("conditions", EXAMPLE, e);
        }
    }

    private static Condition one(JsonCursor typed) {
        if (typed.object().isEmpty()) {
            throw typed.error("it compares nothing; leave it out");
        }
        typed.forEachMember((attribute, checks) -> {
            if (checks.elements().isEmpty()) {
                throw checks.error("it compares nothing; leave it out");
            }
            Set<String> operators = new HashSet<>();
            for (JsonCursor check : checks.elements()) {
                String symbol = judge(attribute, check);
                if (!operators.add(Objects.requireNonNullElse(symbol, FlagComparison.EQUALITY))) {
                    throw check.error("the same operator was there before, and only the last one would count;"
                            + " use two conditions");
                }
            }
        });
        return Condition.fromStored(typed);
    }

    private static @Nullable String judge(String attribute, JsonCursor check) {
        if (!check.member("variable").string().equals(attribute)) {
            throw check.member("variable").error("it has to be the name that the list has, '" + attribute + "'");
        }
        JsonCursor operator = check.member("operator");
        String symbol = operator.value() == null ? null : operator.string();
        try {
            requireKnown(attribute, symbol);
        } catch (IllegalArgumentException e) {
            throw operator.error(String.valueOf(e.getMessage()));
        }
        JsonCursor value = check.member("value");
        // In a text its parts are looked for, in an object its names.
        Object expected = value.value();
        if (isMembership(symbol)
                && !(expected instanceof List || expected instanceof String || expected instanceof Map)) {
            throw value.error("the operator '" + symbol + "' needs an array");
        }
        return symbol;
    }

    private static void requireKnown(String attribute, @Nullable String symbol) {
        // The value does not matter here; an array suits all operators.
        ConditionCheck read =
                Condition.of(key(attribute, symbol), List.of()).checks().get(0);
        if (!read.variable().equals(attribute) || !Objects.equals(read.operator(), symbol)) {
            throw new IllegalArgumentException("'" + key(attribute, symbol) + "' would be stored as "
                    + (read.operator() == null ? "the attribute" : "an operator on the attribute") + " '"
                    + read.variable() + "': '__' separates attribute and operator, and cannot stand in either");
        }
    }

    private static String key(String attribute, @Nullable String symbol) {
        return symbol == null ? attribute : attribute + "__" + symbol;
    }

    private static boolean isMembership(@Nullable String symbol) {
        return "in".equals(symbol) || "not_in".equals(symbol);
    }
}
