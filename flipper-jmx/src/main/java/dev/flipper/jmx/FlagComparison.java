package dev.flipper.jmx;

import dev.flipper.FlagMetadata;
import dev.flipper.condition.Condition;
import dev.flipper.condition.ConditionCheck;
import dev.flipper.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * One comparison of a flag's conditions; over JMX a {@link javax.management.openmbean.CompositeData} with these items.
 * Immutable.
 *
 * @param condition the number of its condition, from 1
 * @param attribute the attribute that is compared
 * @param operator the operator as it is stored, {@code gt} for example; {@code =} for equality
 * @param value the value that the attribute is compared with, as JSON
 */
public record FlagComparison(int condition, String attribute, String operator, String value) {

    /** What stands for equality, which is stored as none. */
    static final String EQUALITY = "=";

    /**
     * Creates a comparison.
     *
     * @param condition the number of its condition, from 1
     * @param attribute the attribute that is compared
     * @param operator the operator as it is stored; {@code =} for equality
     * @param value the value that the attribute is compared with, as JSON
     * @throws NullPointerException if something is null
     */
    public FlagComparison {
        Objects.requireNonNull(attribute, "attribute");
        Objects.requireNonNull(operator, "operator");
        Objects.requireNonNull(value, "value");
    }

    static List<FlagComparison> of(FlagMetadata metadata) {
        List<FlagComparison> comparisons = new ArrayList<>();
        int number = 0;
        for (Condition condition : metadata.conditions()) {
            number++;
            for (ConditionCheck check : condition.checks()) {
                comparisons.add(of(number, check));
            }
        }
        return comparisons;
    }

    private static FlagComparison of(int condition, ConditionCheck check) {
        String operator = Objects.requireNonNullElse(check.operator(), EQUALITY);
        return new FlagComparison(condition, check.variable(), operator, Json.write(check.value()));
    }
}
