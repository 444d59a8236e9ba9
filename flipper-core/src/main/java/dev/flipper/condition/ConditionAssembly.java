package dev.flipper.condition;

import dev.flipper.json.JsonValues;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Puts a condition together out of what Java code gives, and refuses what the original would read as something else.
 */
final class ConditionAssembly {

    private final Map<String, ConditionCheck> byKey = new LinkedHashMap<>();

    ConditionAssembly() {}

    ConditionAssembly(List<ConditionCheck> checks) {
        checks.forEach(check -> byKey.put(check.key(), check));
    }

    ConditionAssembly add(String key, @Nullable Object value) {
        ConditionCheck parsed = ConditionCheck.parse(Objects.requireNonNull(key, "condition key"), null);
        Operator operator = parsed.knownOperator();
        if (operator == null) {
            throw new IllegalArgumentException("The condition key '" + key + "' has the unknown operator '"
                    + parsed.operator() + "'; known are " + Operator.known() + ", and no operator for equality");
        }
        if (parsed.variable().isEmpty()) {
            throw new IllegalArgumentException(
                    "The condition key '" + key + "' names no attribute; write for example age__gt, with one of the"
                            + " operators " + Operator.known());
        }
        ConditionCheck check = ConditionCheck.parse(key, convert(key, value, operator));
        if (byKey.putIfAbsent(key, check) != null) {
            throw new IllegalArgumentException("The condition compares '" + key
                    + "' twice; use two conditions, of one only the last comparison would count");
        }
        return this;
    }

    Condition build() {
        return Condition.ofChecks(List.copyOf(byKey.values()));
    }

    private static @Nullable Object convert(String key, @Nullable Object value, Operator operator) {
        return JsonValues.of(operator.takesList() ? list(key, value) : value, "condition '" + key + "'");
    }

    private static List<@Nullable Object> list(String key, @Nullable Object value) {
        if (value instanceof Collection<?> collection) {
            return new ArrayList<>(collection);
        }
        if (value != null && value.getClass().isArray()) {
            List<@Nullable Object> elements = new ArrayList<>();
            for (int i = 0; i < Array.getLength(value); i++) {
                elements.add(Array.get(value, i));
            }
            return elements;
        }
        throw new IllegalArgumentException("The condition '" + key + "' takes a list or an array, not "
                + (value == null ? "null" : "a " + value.getClass().getName()));
    }
}
