package dev.flipper.condition;

import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The attribute of a comparison that is being written in words: {@code Condition.where("age").greaterThan(17)}. Each
 * method gives a condition; it throws an {@link IllegalArgumentException} if the value is not one that
 * {@link dev.flipper.json.JsonValues#of} takes, or if the condition has the same comparison of the attribute already.
 */
public final class ConditionSubject {

    private final List<ConditionCheck> before;
    private final String attribute;

    /**
     * Starts a comparison.
     *
     * @param before the comparisons that the condition has already
     * @param attribute the attribute of the next one
     */
    ConditionSubject(List<ConditionCheck> before, String attribute) {
        if (Objects.requireNonNull(attribute, "attribute").isEmpty()) {
            throw new IllegalArgumentException("The attribute of a condition must not be empty");
        }
        if (attribute.contains("__")) {
            throw new IllegalArgumentException("The attribute '" + attribute
                    + "' contains '__', which separates attribute and operator where conditions are stored");
        }
        this.before = before;
        this.attribute = attribute;
    }

    /**
     * The attribute equals a value.
     *
     * @param value the value
     * @return the condition
     */
    public Condition equalTo(@Nullable Object value) {
        return compare(Operator.EQUAL, value);
    }

    /**
     * The attribute does not equal a value.
     *
     * @param value the value
     * @return the condition
     */
    public Condition notEqualTo(@Nullable Object value) {
        return compare(Operator.NOT_EQUAL, value);
    }

    /**
     * The attribute is greater than a value.
     *
     * @param value the value
     * @return the condition
     */
    public Condition greaterThan(Object value) {
        return compare(Operator.GREATER, Objects.requireNonNull(value, "value"));
    }

    /**
     * The attribute is greater than a value or equals it.
     *
     * @param value the value
     * @return the condition
     */
    public Condition greaterThanOrEqualTo(Object value) {
        return compare(Operator.GREATER_OR_EQUAL, Objects.requireNonNull(value, "value"));
    }

    /**
     * The attribute is less than a value.
     *
     * @param value the value
     * @return the condition
     */
    public Condition lessThan(Object value) {
        return compare(Operator.LESS, Objects.requireNonNull(value, "value"));
    }

    /**
     * The attribute is less than a value or equals it.
     *
     * @param value the value
     * @return the condition
     */
    public Condition lessThanOrEqualTo(Object value) {
        return compare(Operator.LESS_OR_EQUAL, Objects.requireNonNull(value, "value"));
    }

    /**
     * The attribute is one of some values.
     *
     * @param values the values
     * @return the condition
     */
    public Condition in(Collection<?> values) {
        return compare(Operator.IN, Objects.requireNonNull(values, "values"));
    }

    /**
     * The attribute is one of some values.
     *
     * @param values the values
     * @return the condition
     */
    public Condition in(@Nullable Object... values) {
        return compare(Operator.IN, unwrapped(values));
    }

    /**
     * The attribute is none of some values.
     *
     * @param values the values
     * @return the condition
     */
    public Condition notIn(Collection<?> values) {
        return compare(Operator.NOT_IN, Objects.requireNonNull(values, "values"));
    }

    /**
     * The attribute is none of some values.
     *
     * @param values the values
     * @return the condition
     */
    public Condition notIn(@Nullable Object... values) {
        return compare(Operator.NOT_IN, unwrapped(values));
    }

    /** An array of numbers is a single object to the compiler, and a list of values to whoever gives it. */
    private static Object unwrapped(@Nullable Object[] values) {
        Object only = values.length == 1 ? values[0] : null;
        return only != null && only.getClass().isArray() ? only : values;
    }

    private Condition compare(Operator operator, @Nullable Object value) {
        if (attribute.endsWith("_") && operator.symbol != null) {
            throw new IllegalArgumentException("The attribute '" + attribute
                    + "' ends with '_', so that what is stored could not be told from the operator '_" + operator.symbol
                    + "'; only equalTo can compare it");
        }
        return new ConditionAssembly(before)
                .add(ConditionCheck.key(attribute, operator.symbol), value)
                .build();
    }
}
