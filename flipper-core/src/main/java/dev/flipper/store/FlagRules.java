package dev.flipper.store;

import dev.flipper.EvaluationContext;
import dev.flipper.FlagEvaluation;
import dev.flipper.FlagMetadata;
import dev.flipper.Reason;
import dev.flipper.bucketing.BucketingEnvironment;
import dev.flipper.bucketing.NoOpBucketer;
import org.jspecify.annotations.Nullable;

/** The rules of one flag with all their possible outcomes, made once so that a check makes nothing. */
final class FlagRules {

    private final boolean enabled;
    private final FlagEvaluation disabled;
    private final FlagEvaluation on;
    private final @Nullable ConditionRules conditions;
    private final @Nullable BucketerRule bucketer;

    FlagRules(String flag, boolean enabled, FlagMetadata metadata) {
        this.enabled = enabled;
        this.disabled = new FlagEvaluation(flag, false, Reason.DISABLED, "the flag is disabled");
        this.on = new FlagEvaluation(flag, true, Reason.ENABLED, "the flag is enabled");
        this.conditions = metadata.conditions().isEmpty() ? null : new ConditionRules(flag, metadata.conditions());
        this.bucketer =
                metadata.bucketer() instanceof NoOpBucketer ? null : new BucketerRule(flag, metadata.bucketer());
    }

    /** Gives the answer if it is the same for every call, else null. */
    @Nullable
    Boolean answer() {
        boolean asksForMore = enabled && (conditions != null || bucketer != null);
        return asksForMore ? null : (Boolean) enabled;
    }

    FlagEvaluation evaluate(EvaluationContext context, BucketingEnvironment environment, boolean detailed) {
        if (!enabled) {
            return disabled;
        }
        FlagEvaluation decided = conditions == null ? null : conditions.evaluate(context);
        if (decided != null) {
            return decided;
        }
        return bucketer == null ? on : bucketer.evaluate(context, environment, detailed);
    }
}
