package dev.flipper.store;

import dev.flipper.EvaluationContext;
import dev.flipper.FlagEvaluation;
import dev.flipper.Reason;
import dev.flipper.condition.Condition;
import dev.flipper.condition.ConditionCheck;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The comparisons of all conditions of a flag in one row: as every condition has to be satisfied, it does not matter
 * which comparison belongs to which.
 */
final class ConditionRules {

    private static final int MAX_NAMED = 10;

    private final ConditionCheck[] checks;
    /** What to answer if the comparison of the same index fails, or cannot be made. */
    private final FlagEvaluation[] failures;

    private final FlagEvaluation satisfied;
    private final boolean allKnown;

    ConditionRules(String flag, List<Condition> conditions) {
        this.checks = conditions.stream()
                .flatMap(condition -> condition.checks().stream())
                .toArray(ConditionCheck[]::new);
        this.failures = new FlagEvaluation[checks.length];
        for (int i = 0; i < checks.length; i++) {
            failures[i] = failure(flag, checks[i]);
        }
        this.allKnown = Stream.of(checks).allMatch(ConditionCheck::hasKnownOperator);
        this.satisfied = new FlagEvaluation(flag, true, Reason.CONDITIONS, "all conditions are satisfied" + named());
    }

    /** Without those that are not known: a flag that they are asked for is not on. */
    private String named() {
        List<String> known = Stream.of(checks)
                .filter(ConditionCheck::hasKnownOperator)
                .limit(MAX_NAMED + 1L)
                .map(ConditionCheck::toString)
                .toList();
        return known.size() > MAX_NAMED
                ? ": " + String.join(", ", known.subList(0, MAX_NAMED)) + ", and more"
                : ": " + String.join(", ", known);
    }

    private static FlagEvaluation failure(String flag, ConditionCheck check) {
        return check.hasKnownOperator()
                ? new FlagEvaluation(flag, false, Reason.CONDITIONS, "not satisfied: " + check)
                : new FlagEvaluation(
                        flag,
                        false,
                        Reason.ERROR,
                        "a condition has the unknown operator '" + check.operator() + "' on the attribute '"
                                + check.variable() + "'");
    }

    /** Gives null if the conditions have no say, because none of them names an attribute of the call. */
    @Nullable
    FlagEvaluation evaluate(EvaluationContext context) {
        if (context.isEmpty()) {
            return null;
        }
        boolean named = false;
        FlagEvaluation failed = null;
        for (int i = 0; i < checks.length; i++) {
            int index = context.indexOf(checks[i].variable());
            if (index < 0) {
                continue;
            }
            named = true;
            if (!checks[i].hasKnownOperator()) {
                return failures[i];
            }
            if (failed == null && !checks[i].isSatisfiedBy(context.value(index))) {
                if (allKnown) {
                    return failures[i];
                }
                failed = failures[i];
            }
        }
        // No answer yet after a failure: an operator that is not known outweighs it wherever it stands.
        return failed == null && named ? satisfied : failed;
    }
}
