package dev.flipper.store;

import dev.flipper.EvaluationContext;
import dev.flipper.FlagEvaluation;
import dev.flipper.Reason;
import dev.flipper.bucketing.Bucketer;
import dev.flipper.bucketing.BucketingEnvironment;
import dev.flipper.bucketing.ConsistentHashPercentageBucketer;
import dev.flipper.bucketing.UnknownBucketer;
import org.jspecify.annotations.Nullable;

/** The bucketer of a flag with its outcomes. */
final class BucketerRule {

    private final String flag;
    private final Bucketer stored;
    private final FlagEvaluation in;
    private final FlagEvaluation out;
    private final @Nullable ScoreOutcomes scores;

    /** What the client's environment makes of the bucketer. Not volatile: two threads may both find it out. */
    private @Nullable Resolved resolved;

    private record Resolved(BucketingEnvironment environment, Bucketer bucketer) {}

    BucketerRule(String flag, Bucketer stored) {
        this.flag = flag;
        this.stored = stored;
        this.in = new FlagEvaluation(flag, true, Reason.BUCKETER, "let in by " + stored);
        this.out = new FlagEvaluation(flag, false, Reason.BUCKETER, "left out by " + stored);
        this.scores = stored instanceof ConsistentHashPercentageBucketer hash ? new ScoreOutcomes(flag, hash) : null;
    }

    FlagEvaluation evaluate(EvaluationContext context, BucketingEnvironment environment) {
        Bucketer bucketer = stored instanceof UnknownBucketer ? resolve(environment) : stored;
        if (bucketer instanceof UnknownBucketer unknown) {
            return error(unknown.problem());
        }
        try {
            if (scores != null) {
                return scores.evaluate(context, environment.clock());
            }
            return bucketer.test(context, environment.clock(), environment.random()) ? in : out;
        } catch (Exception | LinkageError | StackOverflowError e) {
            return error("the bucketer '" + bucketer.type() + "' failed: " + e);
        }
    }

    @SuppressWarnings("ReferenceEquality") // it is the client's own instance that counts
    private Bucketer resolve(BucketingEnvironment environment) {
        Resolved known = resolved;
        if (known == null || known.environment != environment) {
            known = new Resolved(environment, environment.resolve(stored));
            resolved = known;
        }
        return known.bucketer;
    }

    private FlagEvaluation error(String detail) {
        return new FlagEvaluation(flag, false, Reason.ERROR, detail);
    }
}
