package dev.flipper.store;

import dev.flipper.EvaluationContext;
import dev.flipper.FlagEvaluation;
import dev.flipper.Reason;
import dev.flipper.bucketing.Bucketer;
import dev.flipper.bucketing.BucketingEnvironment;
import dev.flipper.bucketing.ConsistentHashPercentageBucketer;
import dev.flipper.bucketing.UnknownBucketer;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The bucketer of a flag. */
final class BucketerRule {

    private final String flag;
    private final Bucketer stored;
    private final Outcomes outcomes;

    /** What the client's environment makes of an unknown bucketer. Not volatile: two threads may both find it out. */
    private @Nullable Resolved resolved;

    private record Resolved(BucketingEnvironment environment, Outcomes outcomes) {}

    /** A bucketer with all that can come out. */
    private record Outcomes(
            Bucketer bucketer,
            FlagEvaluation in,
            FlagEvaluation out,
            FlagEvaluation error,
            @Nullable ScoreOutcomes scores) {

        static Outcomes of(String flag, Bucketer bucketer) {
            String problem = bucketer instanceof UnknownBucketer unknown
                    ? unknown.problem()
                    : "the bucketer '" + bucketer.type() + "' failed";
            return new Outcomes(
                    bucketer,
                    new FlagEvaluation(flag, true, Reason.BUCKETER, "let in by " + bucketer),
                    new FlagEvaluation(flag, false, Reason.BUCKETER, "left out by " + bucketer),
                    new FlagEvaluation(flag, false, Reason.ERROR, problem),
                    bucketer instanceof ConsistentHashPercentageBucketer hash ? new ScoreOutcomes(flag, hash) : null);
        }
    }

    BucketerRule(String flag, Bucketer stored) {
        this.flag = flag;
        this.stored = stored;
        this.outcomes = Outcomes.of(flag, stored);
    }

    FlagEvaluation evaluate(EvaluationContext context, BucketingEnvironment environment, boolean detailed) {
        Outcomes known = stored instanceof UnknownBucketer ? resolve(environment) : outcomes;
        if (known.bucketer instanceof UnknownBucketer) {
            return known.error;
        }
        try {
            if (detailed && known.scores != null) {
                return known.scores.evaluate(context, environment);
            }
            return environment.test(known.bucketer, context) ? known.in : known.out;
        } catch (Throwable e) {
            // Errors too: it is an application's code, and the caller has nothing to do with it.
            environment.failures().accept(flag, e);
            return known.error;
        }
    }

    @SuppressWarnings("ReferenceEquality") // it is the client's own instance that counts
    private Outcomes resolve(BucketingEnvironment environment) {
        Resolved known = resolved;
        if (known == null || known.environment != environment) {
            known = new Resolved(environment, outcomes(environment));
            resolved = known;
        }
        return known.outcomes;
    }

    private Outcomes outcomes(BucketingEnvironment environment) {
        try {
            return Outcomes.of(flag, environment.resolve(stored));
        } catch (Throwable e) {
            // What a bucketer says of itself in words is an application's code too.
            environment.failures().accept(flag, e);
            String problem = "the bucketer '" + stored.type() + "' failed to describe itself";
            return Outcomes.of(flag, new UnknownBucketer(stored.type(), Map.of(), problem));
        }
    }
}
