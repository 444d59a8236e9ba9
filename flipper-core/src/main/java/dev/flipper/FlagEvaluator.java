package dev.flipper;

import dev.flipper.bucketing.BucketingEnvironment;
import dev.flipper.store.FlagDefinition;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Makes the checks of a client: reads the flag, puts the attributes together, evaluates, and lets nothing escape:
 * errors neither, since a class that is missing after a redeployment is no reason to hurt whoever asks for a flag.
 */
final class FlagEvaluator {

    private final BucketingEnvironment environment;
    private final EvaluationContextProvider[] providers;
    private final Problems problems;

    /** Where the state of a flag comes from. Made once, not for each check. */
    @FunctionalInterface
    interface Source {
        @Nullable
        FlagDefinition read(String flag);
    }

    FlagEvaluator(BucketingEnvironment environment, List<EvaluationContextProvider> providers, Problems problems) {
        this.environment = environment;
        this.providers = providers.toArray(new EvaluationContextProvider[0]);
        this.problems = problems;
    }

    boolean isEnabled(Source source, String flag, EvaluationContext context, boolean defaultValue) {
        FlagEvaluation evaluation = evaluateOrNull(source, flag, context);
        if (evaluation == null || evaluation.reason() == Reason.ERROR) {
            return defaultValue;
        }
        return evaluation.enabled();
    }

    FlagEvaluation evaluate(Source source, String flag, EvaluationContext context) {
        FlagEvaluation evaluation = evaluateOrNull(source, flag, context);
        return evaluation != null
                ? evaluation
                : new FlagEvaluation(flag, false, Reason.NOT_FOUND, "there is no such flag");
    }

    /** Gives null if there is no such flag. */
    private @Nullable FlagEvaluation evaluateOrNull(Source source, String flag, EvaluationContext context) {
        Objects.requireNonNull(flag, "flag");
        Objects.requireNonNull(context, "context");
        FlagDefinition definition;
        try {
            definition = source.read(flag);
        } catch (FlagFormatException e) {
            String detail = String.valueOf(e.getMessage());
            problems.noVerdict(flag, detail);
            return error(flag, detail);
        } catch (Throwable e) {
            Failures.keepInterrupt(e);
            problems.storeFailed(flag, e);
            return error(flag, "the store failed: " + Failures.describe(e));
        }
        return definition == null ? null : evaluate(flag, definition, context);
    }

    private FlagEvaluation evaluate(String flag, FlagDefinition definition, EvaluationContext context) {
        return providers.length > 0 && definition.enabled()
                ? evaluateAround(flag, definition, context)
                : told(flag, definition.evaluate(context, environment));
    }

    private FlagEvaluation told(String flag, FlagEvaluation evaluation) {
        if (evaluation.reason() == Reason.ERROR) {
            problems.noVerdict(flag, evaluation.detail());
        }
        return evaluation;
    }

    private FlagEvaluation evaluateAround(String flag, FlagDefinition definition, EvaluationContext context) {
        EvaluationContext complete = EvaluationContext.empty();
        for (EvaluationContextProvider provider : providers) {
            try {
                complete =
                        complete.overriddenBy(Objects.requireNonNull(provider.currentContext(), "it gave no context"));
            } catch (Throwable e) {
                problems.contextProviderFailed(provider.getClass(), e);
                return error(
                        flag,
                        failure("the context provider " + provider.getClass().getName(), e));
            }
        }
        return told(flag, definition.evaluate(complete.overriddenBy(context), environment));
    }

    /** Without the exception's message, in which an attribute's value may stand. */
    private static String failure(String what, Throwable e) {
        return what + " failed with " + e.getClass().getName();
    }

    private static FlagEvaluation error(String flag, String detail) {
        return new FlagEvaluation(flag, false, Reason.ERROR, detail);
    }
}
