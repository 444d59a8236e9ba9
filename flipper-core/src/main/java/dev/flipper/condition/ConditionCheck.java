package dev.flipper.condition;

import dev.flipper.json.Json;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One comparison of a condition: attribute, operator, expected value. Immutable and thread-safe. */
public final class ConditionCheck {

    private static final String DELIMITER = "__";
    private static final int MAX_SHOWN_ELEMENTS = 10;
    private static final int MAX_SHOWN_CHARACTERS = 100;

    private final String variable;
    private final @Nullable String symbol;
    private final @Nullable Operator operator;
    private final @Nullable Object expected;
    private final @Nullable MemberIndex members;

    private ConditionCheck(String variable, @Nullable String symbol, @Nullable Object expected) {
        // One for all flags that name it, and the same as a literal in the code: comparing it reads no characters.
        this.variable = variable.intern();
        this.symbol = symbol;
        this.operator = Operator.of(symbol);
        this.expected = expected;
        this.members = operator != null && operator.takesList() ? MemberIndex.of(expected) : null;
    }

    /**
     * Takes a key apart as the original does: split at {@code __}, two parts are variable and operator; any other
     * number of parts, and the whole key is the variable of an equality.
     */
    static ConditionCheck parse(String key, @Nullable Object expected) {
        int at = key.indexOf(DELIMITER);
        boolean twoParts = at >= 0 && key.indexOf(DELIMITER, at + DELIMITER.length()) < 0;
        return twoParts
                ? new ConditionCheck(key.substring(0, at), key.substring(at + DELIMITER.length()), expected)
                : new ConditionCheck(key, null, expected);
    }

    /** The key that {@link #parse} takes apart. */
    static String key(String variable, @Nullable String symbol) {
        return symbol == null ? variable : variable + DELIMITER + symbol;
    }

    String key() {
        return key(variable, symbol);
    }

    @Nullable
    Operator knownOperator() {
        return operator;
    }

    /**
     * Gives the attribute that is looked at.
     *
     * @return its name
     */
    public String variable() {
        return variable;
    }

    /**
     * Gives the operator as it is stored.
     *
     * @return {@code gt}, {@code gte}, {@code lt}, {@code lte}, {@code ne}, {@code in}, {@code not_in}, one that this
     *     version does not know, or null for equality
     */
    public @Nullable String operator() {
        return symbol;
    }

    /**
     * Gives the value that the attribute is compared with.
     *
     * @return a JSON value, possibly null
     */
    public @Nullable Object value() {
        return expected;
    }

    /**
     * Tells whether this version knows the operator. A flag whose check of an unknown operator has to be asked
     * evaluates to {@link dev.flipper.Reason#ERROR}.
     *
     * @return false if a newer version, or another program, has written an operator that means nothing here
     */
    public boolean hasKnownOperator() {
        return operator != null;
    }

    /**
     * Compares a value with the expected one. Values that have no order ({@code "1" > 2}) do not satisfy the check;
     * nothing is thrown.
     *
     * @param actual the attribute's value, a JSON value as an {@link dev.flipper.EvaluationContext} holds it
     * @return true if the comparison holds; false if it does not, or if the operator is unknown
     */
    public boolean isSatisfiedBy(@Nullable Object actual) {
        if (members != null && actual != null && MemberIndex.isIndexed(actual)) {
            return members.contains(actual) == (operator == Operator.IN);
        }
        return operator != null && operator.holds(actual, expected);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ConditionCheck that
                && variable.equals(that.variable)
                && Objects.equals(symbol, that.symbol)
                && Objects.equals(expected, that.expected);
    }

    @Override
    public int hashCode() {
        return Objects.hash(variable, symbol, expected);
    }

    /**
     * Gives the check as people write it, for example {@code number_of_horses_owned > 9000}; long values are cut short.
     */
    @Override
    public String toString() {
        String sign = operator == null ? symbol : operator.sign;
        return variable + " " + sign + " " + describe();
    }

    private String describe() {
        if (expected instanceof List<?> list && list.size() > MAX_SHOWN_ELEMENTS) {
            return "a list of " + list.size() + " values";
        }
        String text = Json.write(expected);
        return text.length() > MAX_SHOWN_CHARACTERS ? text.substring(0, MAX_SHOWN_CHARACTERS) + "…" : text;
    }
}
