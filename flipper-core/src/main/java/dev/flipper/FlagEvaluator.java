package dev.flipper;

import dev.flipper.bucketing.BucketingEnvironment;
import dev.flipper.store.FeatureFlagStore;
import dev.flipper.store.FlagDefinition;
import dev.flipper.store.FlagSlot;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Makes the checks of a client: reads the flag, puts the attributes together, evaluates, and lets nothing escape:
 * errors neither, since a class that is missing after a redeployment is no reason to hurt whoever asks for a flag.
 */
final class FlagEvaluator {

    private final FeatureFlagStore store;
    private final BucketingEnvironment environment;
    private final EvaluationContextProvider[] providers;
    private final String[] providerNames;
    private final Problems problems;
    /** Nobody is asked for attributes. */
    private final boolean alone;
    /** An answer may be given as it is: nobody is asked for attributes, and nobody counts. */
    private volatile boolean quick;
    /** Where checks are counted; null: nowhere. */
    private volatile @Nullable CheckCounters counters;
    /** The same, for answers that may be given as they are but for that. */
    private volatile @Nullable CheckCounters quickCounters;

    FlagEvaluator(
            FeatureFlagStore store,
            BucketingEnvironment environment,
            List<EvaluationContextProvider> providers,
            Problems problems) {
        this.store = store;
        this.environment = environment;
        this.providers = providers.toArray(new EvaluationContextProvider[0]);
        this.providerNames =
                providers.stream().map(EvaluationContextProvider::name).toArray(String[]::new);
        this.problems = problems;
        this.alone = providers.isEmpty();
        this.quick = alone;
    }

    /** Counts checks from now on, or, given null, no more. */
    void countIn(@Nullable CheckCounters newCounters) {
        counters = newCounters;
        quickCounters = alone ? newCounters : null;
        quick = alone && newCounters == null;
    }

    boolean isCounting() {
        return counters != null;
    }

    /** Takes the name's hash code as an argument: worked out in the midst of this it would cost twice as much. */
    boolean isEnabled(String flag, int hash, EvaluationContext context, boolean defaultValue) {
        Objects.requireNonNull(context, "context");
        FlagSlot slot = slot(flag, hash);
        Boolean answer = answer(slot, flag);
        return answer != null ? answer : isEnabledByRules(slot, flag, context, defaultValue);
    }

    /** Gives the answer if everybody gets the same, and counts it if checks are counted; else gives null. */
    @Nullable
    Boolean answer(@Nullable FlagSlot slot, String flag) {
        if (slot == null) {
            return null;
        }
        return quick ? slot.answer() : countedAnswer(slot, flag);
    }

    private @Nullable Boolean countedAnswer(FlagSlot slot, String flag) {
        CheckCounters counting = quickCounters;
        Boolean answer = counting == null ? null : slot.answer();
        if (counting != null && answer != null) {
            counting.count(slot, flag, answer);
        }
        return answer;
    }

    /** Gives null if the store does not hold the flag in this process, or has no such flag. */
    @Nullable
    FlagSlot slot(String flag, int hash) {
        try {
            return store.slot(flag, hash);
        } catch (Throwable e) {
            // It is there for speed only: reading the flag has the last word.
            Failures.keepInterrupt(e);
            problems.noSlot(flag, e);
            return null;
        }
    }

    boolean isEnabledByRules(@Nullable FlagSlot slot, String flag, EvaluationContext context, boolean defaultValue) {
        FlagEvaluation evaluation = evaluateOrNull(slot, flag, context, false);
        boolean enabled = verdict(evaluation, defaultValue);
        CheckCounters counting = counters;
        if (counting != null) {
            counting.count(slot, flag, evaluation, enabled);
        }
        return enabled;
    }

    private static boolean verdict(@Nullable FlagEvaluation evaluation, boolean defaultValue) {
        if (evaluation == null || evaluation.reason() == Reason.ERROR) {
            return defaultValue;
        }
        return evaluation.enabled();
    }

    FlagEvaluation evaluate(@Nullable FlagSlot slot, String flag, EvaluationContext context) {
        Objects.requireNonNull(context, "context");
        FlagEvaluation evaluation = evaluateOrNull(slot, flag, context, true);
        CheckCounters counting = counters;
        if (counting != null) {
            counting.count(slot, flag, evaluation, verdict(evaluation, false));
        }
        return evaluation != null
                ? evaluation
                : new FlagEvaluation(flag, false, Reason.NOT_FOUND, "there is no such flag");
    }

    /** Gives null if there is no such flag. */
    private @Nullable FlagEvaluation evaluateOrNull(
            @Nullable FlagSlot slot, String flag, EvaluationContext context, boolean detailed) {
        FlagDefinition definition;
        try {
            definition = slot == null ? null : slot.definition();
            if (definition == null) {
                definition = store.get(flag);
                meet(flag, definition != null);
            }
        } catch (FlagFormatException e) {
            meet(flag, true);
            String detail = String.valueOf(e.getMessage());
            problems.noVerdict(flag, detail);
            return error(flag, detail);
        } catch (Throwable e) {
            Failures.keepInterrupt(e);
            problems.storeFailed(flag, e);
            return error(flag, "the store failed: " + Failures.describe(e));
        }
        if (definition == null) {
            return null;
        }
        return alone || !definition.enabled()
                ? told(flag, outcome(definition, context, detailed))
                : evaluateAround(flag, definition, context, detailed);
    }

    /** Only flags that exist are counted one by one, as names may come from outside. */
    private void meet(String flag, boolean exists) {
        CheckCounters counting = counters;
        if (counting != null && exists) {
            counting.meet(flag);
        }
    }

    private FlagEvaluation outcome(FlagDefinition definition, EvaluationContext context, boolean detailed) {
        return detailed ? definition.evaluate(context, environment) : definition.evaluateBriefly(context, environment);
    }

    private FlagEvaluation told(String flag, FlagEvaluation evaluation) {
        if (evaluation.reason() == Reason.ERROR) {
            problems.noVerdict(flag, evaluation.detail());
        }
        return evaluation;
    }

    private FlagEvaluation evaluateAround(
            String flag, FlagDefinition definition, EvaluationContext context, boolean detailed) {
        EvaluationContext complete = EvaluationContext.empty();
        for (int i = 0; i < providers.length; i++) {
            try {
                EvaluationContext supplied = providers[i].currentContext();
                complete = complete.overriddenBy(Objects.requireNonNull(supplied, "it gave no context"));
            } catch (Throwable e) {
                problems.contextProviderFailed(providerNames[i], e);
                return error(flag, failure("the context provider " + providerNames[i], e));
            }
        }
        return told(flag, outcome(definition, complete.overriddenBy(context), detailed));
    }

    /** Without the exception's message, in which an attribute's value may stand. */
    private static String failure(String what, Throwable e) {
        return what + " failed with " + e.getClass().getName();
    }

    private static FlagEvaluation error(String flag, String detail) {
        return new FlagEvaluation(flag, false, Reason.ERROR, detail);
    }
}
