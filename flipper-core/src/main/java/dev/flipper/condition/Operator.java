package dev.flipper.condition;

import java.util.Arrays;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The comparisons that a check can make. */
enum Operator {
    EQUAL(null, "="),
    GREATER("gt", ">"),
    GREATER_OR_EQUAL("gte", ">="),
    LESS("lt", "<"),
    LESS_OR_EQUAL("lte", "<="),
    NOT_EQUAL("ne", "!="),
    IN("in", "in"),
    NOT_IN("not_in", "not in");

    /** How it is stored; null for equality. */
    final @Nullable String symbol;

    /** How it is shown to people. */
    final String sign;

    Operator(@Nullable String symbol, String sign) {
        this.symbol = symbol;
        this.sign = sign;
    }

    static @Nullable Operator of(@Nullable String symbol) {
        for (Operator operator : values()) {
            if (Objects.equals(operator.symbol, symbol)) {
                return operator;
            }
        }
        return null;
    }

    static String known() {
        return Arrays.stream(values())
                .filter(operator -> operator.symbol != null)
                .map(operator -> operator.symbol)
                .collect(Collectors.joining(", "));
    }

    boolean takesList() {
        return this == IN || this == NOT_IN;
    }

    boolean holds(@Nullable Object actual, @Nullable Object expected) {
        return switch (this) {
            case EQUAL -> Comparison.equal(actual, expected);
            case NOT_EQUAL -> !Comparison.equal(actual, expected);
            case IN -> Membership.test(actual, expected) == Membership.MEMBER;
            case NOT_IN -> Membership.test(actual, expected) == Membership.NO_MEMBER;
            default -> ordered(Comparison.compare(actual, expected));
        };
    }

    private boolean ordered(int order) {
        if (order == Comparison.INCOMPARABLE) {
            return false;
        }
        return switch (this) {
            case GREATER -> order > 0;
            case GREATER_OR_EQUAL -> order >= 0;
            case LESS -> order < 0;
            default -> order <= 0;
        };
    }
}
