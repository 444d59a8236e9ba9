package dev.flipper.store;

import dev.flipper.EvaluationContext;
import dev.flipper.FlagEvaluation;
import dev.flipper.Reason;
import dev.flipper.bucketing.BucketingEnvironment;
import dev.flipper.bucketing.ConsistentHashPercentageBucketer;
import org.jspecify.annotations.Nullable;

/**
 * The outcomes of a consistent hash, which tell the score: one in and one out for each of the hundred. Made when they
 * are first met, as most flags meet few; immutable, so that threads may meet and make the same one without harm.
 */
final class ScoreOutcomes {

    private static final int SCORES = 100;

    private final String flag;
    private final ConsistentHashPercentageBucketer bucketer;
    private final @Nullable FlagEvaluation[] in = new @Nullable FlagEvaluation[SCORES];
    private final @Nullable FlagEvaluation[] out = new @Nullable FlagEvaluation[SCORES];

    ScoreOutcomes(String flag, ConsistentHashPercentageBucketer bucketer) {
        this.flag = flag;
        this.bucketer = bucketer;
    }

    FlagEvaluation evaluate(EvaluationContext context, BucketingEnvironment environment) {
        double score = environment.score(bucketer, context);
        boolean included = bucketer.includes(score, environment.clock());
        @Nullable FlagEvaluation[] outcomes = included ? in : out;
        int index = (int) Math.round(score * SCORES);
        FlagEvaluation outcome = outcomes[index];
        if (outcome == null) {
            outcome = make(score, included);
            outcomes[index] = outcome;
        }
        return outcome;
    }

    private FlagEvaluation make(double score, boolean included) {
        String where = included ? " is within " : " is beyond ";
        return new FlagEvaluation(flag, included, Reason.BUCKETER, "bucket " + score + where + bucketer);
    }
}
