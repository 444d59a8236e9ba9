package dev.flipper.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flipper.EvaluationContext;
import dev.flipper.FlagEvaluation;
import dev.flipper.Reason;
import dev.flipper.bucketing.Bucketer;
import dev.flipper.bucketing.BucketingEnvironment;
import dev.flipper.bucketing.ConsistentHashPercentageBucketer;
import dev.flipper.bucketing.Percentage;
import dev.flipper.bucketing.PercentageBucketer;
import dev.flipper.bucketing.UnknownBucketer;
import dev.flipper.condition.Condition;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EvaluationTest {

    private static final Instant NOW = Instant.ofEpochSecond(1_700_000_000);
    private static final InstantSource NO_CLOCK = () -> {
        throw new AssertionError("only a ramp asks the clock");
    };
    private static final BucketingEnvironment ENVIRONMENT =
            new BucketingEnvironment(NO_CLOCK, new Random(1), Map.of(), (name, failure) -> {});
    private static final FlagDefinition ON = FlagDefinition.of("flag", true, NOW, Map.of());
    private static final Bucketer NOBODY = new PercentageBucketer(Percentage.of(0));
    private static final EvaluationContext FARM = EvaluationContext.of("location", "farm", "horses", 9001);

    private static void assertEvaluation(
            FlagDefinition flag, EvaluationContext context, boolean enabled, Reason reason, String detail) {
        assertThat(flag.evaluate(context, ENVIRONMENT)).isEqualTo(new FlagEvaluation("flag", enabled, reason, detail));
    }

    @Test
    void aDisabledFlagIsOffWhateverElseItHas() {
        FlagDefinition flag = ON.withEnabled(false)
                .withCondition(Condition.of("location", "farm"))
                .withBucketer(NOBODY);
        assertEvaluation(flag, FARM, false, Reason.DISABLED, "the flag is disabled");
    }

    @Test
    void anEnabledFlagIsOn() {
        assertEvaluation(ON, FARM, true, Reason.ENABLED, "the flag is enabled");
        assertEvaluation(ON, EvaluationContext.empty(), true, Reason.ENABLED, "the flag is enabled");
    }

    @Test
    void conditionsDecideOnceOneOfThemNamesAnAttribute() {
        FlagDefinition flag = ON.withCondition(Condition.of("horses__gt", 9000))
                .withCondition(Condition.of("location__ne", "city"))
                .withBucketer(NOBODY);
        assertEvaluation(
                flag,
                FARM,
                true,
                Reason.CONDITIONS,
                "all conditions are satisfied: horses > 9000, location != \"city\"");
        assertEvaluation(
                flag,
                EvaluationContext.of("location", "city", "horses", 9001),
                false,
                Reason.CONDITIONS,
                "not satisfied: location != \"city\"");
        assertEvaluation(
                flag, EvaluationContext.of("horses", 9000), false, Reason.CONDITIONS, "not satisfied: horses > 9000");
    }

    @Test
    void aCheckOfAnAttributeThatIsNotSuppliedIsPassedOver() {
        FlagDefinition flag = ON.withCondition(Condition.of("horses__gt", 9000, "location", "farm"));
        assertEvaluation(
                flag,
                EvaluationContext.of("location", "farm"),
                true,
                Reason.CONDITIONS,
                "all conditions are satisfied: horses > 9000, location = \"farm\"");
    }

    @Test
    void ofManyConditionsTheFirstAreNamed() {
        FlagDefinition ten = ON;
        for (int i = 0; i < 10; i++) {
            ten = ten.withCondition(Condition.of("a" + i, i));
        }
        EvaluationContext first = EvaluationContext.of("a0", 0);
        assertThat(ten.evaluate(first, ENVIRONMENT).detail())
                .startsWith("all conditions are satisfied: a0 = 0, a1 = 1, ")
                .endsWith(", a9 = 9");
        assertThat(ten.withCondition(Condition.of("b", 1))
                        .evaluate(first, ENVIRONMENT)
                        .detail())
                .endsWith(", a9 = 9, and more");
    }

    /** The original lets conditions decide as soon as there is any attribute; its README says otherwise. */
    @Test
    void conditionsThatNameNoneOfTheAttributesLeaveItToTheBucketer() {
        FlagDefinition flag = ON.withCondition(Condition.of("horses__gt", 9000));
        EvaluationContext other = EvaluationContext.of("user_id", 1);
        assertEvaluation(flag, other, true, Reason.ENABLED, "the flag is enabled");
        assertEvaluation(
                flag.withBucketer(NOBODY), other, false, Reason.BUCKETER, "left out by PercentageBucketer(0.0)");
        assertEvaluation(
                flag.withBucketer(NOBODY),
                EvaluationContext.empty(),
                false,
                Reason.BUCKETER,
                "left out by PercentageBucketer(0.0)");
    }

    @Test
    void emptyConditionsNameNothing() {
        FlagDefinition flag = ON.withCondition(Condition.of(Map.of())).withBucketer(NOBODY);
        assertThat(flag.evaluate(FARM, ENVIRONMENT).reason()).isEqualTo(Reason.BUCKETER);
    }

    @Test
    void theBucketerDecides() {
        FlagDefinition flag = ON.withBucketer(new PercentageBucketer(Percentage.of(1)));
        assertEvaluation(flag, FARM, true, Reason.BUCKETER, "let in by PercentageBucketer(1.0)");
    }

    @Test
    void aConsistentHashTellsTheBucket() {
        FlagDefinition half = ON.withBucketer(ConsistentHashPercentageBucketer.of(Percentage.of(0.5), "user_id"));
        EvaluationContext in = EvaluationContext.of("user_id", 1);
        assertEvaluation(
                half,
                in,
                true,
                Reason.BUCKETER,
                "bucket 0.48 is within ConsistentHashPercentageBucketer(0.5 by user_id)");
        EvaluationContext out = EvaluationContext.of("user_id", 2);
        assertEvaluation(
                half,
                out,
                false,
                Reason.BUCKETER,
                "bucket 0.94 is beyond ConsistentHashPercentageBucketer(0.5 by user_id)");
        assertThat(half.evaluate(in, ENVIRONMENT)).isSameAs(half.evaluate(in, ENVIRONMENT));
    }

    @Test
    void aRampAsksTheClock() {
        Percentage ramp = Percentage.linearRamp(0, 1, Duration.ofHours(1), NOW);
        FlagDefinition flag = ON.withBucketer(ConsistentHashPercentageBucketer.of(ramp, "user_id"));
        EvaluationContext user = EvaluationContext.of("user_id", 1);
        assertThat(enabledAt(flag, user, NOW)).isFalse();
        assertThat(enabledAt(flag, user, NOW.plusSeconds(1700)))
                .as("the score is 0.48")
                .isFalse();
        assertThat(enabledAt(flag, user, NOW.plusSeconds(1730))).isTrue();
    }

    private static boolean enabledAt(FlagDefinition flag, EvaluationContext context, Instant now) {
        return flag.evaluate(
                        context,
                        new BucketingEnvironment(
                                InstantSource.fixed(now), new Random(1), Map.of(), (name, failure) -> {}))
                .enabled();
    }

    @Test
    void anUnknownOperatorThatIsAskedIsAnErrorWhereverItStands() {
        Condition unknown = unknownOperator();
        Condition fails = Condition.of("location", "city");
        String detail = "a condition has the unknown operator 'like' on the attribute 'horses'";
        assertEvaluation(ON.withCondition(unknown), FARM, false, Reason.ERROR, detail);
        assertEvaluation(ON.withConditions(List.of(fails, unknown)), FARM, false, Reason.ERROR, detail);
        assertEvaluation(ON.withConditions(List.of(unknown, fails)), FARM, false, Reason.ERROR, detail);
        Condition holds = Condition.of("location", "farm");
        assertEvaluation(ON.withConditions(List.of(fails, holds, fails, unknown)), FARM, false, Reason.ERROR, detail);
    }

    @Test
    void anUnknownOperatorThatIsNotAskedIsPassedOver() {
        FlagDefinition flag = ON.withCondition(unknownOperator()).withCondition(Condition.of("location", "farm"));
        assertEvaluation(
                flag,
                EvaluationContext.of("location", "farm"),
                true,
                Reason.CONDITIONS,
                "all conditions are satisfied: location = \"farm\"");
    }

    private static Condition unknownOperator() {
        return FlagDefinition.fromJson("{\"feature_name\": \"flag\", \"is_enabled\": true, \"meta\": {\"created_date\":"
                        + " 1, \"conditions\": [{\"horses\": [{\"variable\": \"horses\", \"value\": 1, \"operator\":"
                        + " \"like\"}]}]}}")
                .metadata()
                .conditions()
                .get(0);
    }

    @Test
    void anUnknownBucketerIsAnErrorOnlyIfItIsAsked() {
        FlagDefinition flag = ON.withBucketer(new UnknownBucketer("Tenant", Map.of(), "ignored"));
        assertEvaluation(flag, FARM, false, Reason.ERROR, "the bucketer type 'Tenant' is not known here");
        assertEvaluation(flag.withEnabled(false), FARM, false, Reason.DISABLED, "the flag is disabled");
        assertEvaluation(
                flag.withCondition(Condition.of("location", "farm")),
                FARM,
                true,
                Reason.CONDITIONS,
                "all conditions are satisfied: location = \"farm\"");
    }

    /** Without the exception's message: the value of an attribute may stand in it. */
    @Test
    void aBucketerThatFailsIsAnErrorAndTold() {
        LinkageError failure = new NoClassDefFoundError("no user 'jane'");
        RandomGenerator broken = () -> {
            throw failure;
        };
        Map<String, Throwable> told = new HashMap<>();
        FlagDefinition flag = ON.withBucketer(new PercentageBucketer(Percentage.of(0.5)));
        FlagEvaluation evaluation =
                flag.evaluate(FARM, new BucketingEnvironment(InstantSource.system(), broken, Map.of(), told::put));
        assertThat(evaluation)
                .isEqualTo(new FlagEvaluation("flag", false, Reason.ERROR, "the bucketer 'PercentageBucketer' failed"));
        assertThat(told).containsExactly(Map.entry("flag", failure));
    }

    @Test
    void aLongListIsNotRepeatedInTheDetail() {
        List<Integer> users = IntStream.range(0, 1000).boxed().toList();
        assertEvaluation(
                ON.withCondition(Condition.of("user_id__in", users)),
                EvaluationContext.of("user_id", -1),
                false,
                Reason.CONDITIONS,
                "not satisfied: user_id in a list of 1000 values");
        String detail = ON.withCondition(Condition.of("name", "x".repeat(1000)))
                .evaluate(EvaluationContext.of("name", "y"), ENVIRONMENT)
                .detail();
        assertThat(detail).hasSizeLessThan(150).endsWith("x…");
    }

    @Test
    void outcomesAreMadeWithTheDefinition() {
        FlagDefinition flag = ON.withCondition(Condition.of("location", "farm"));
        assertThat(flag.evaluate(FARM, ENVIRONMENT)).isSameAs(flag.evaluate(FARM, ENVIRONMENT));
    }

    @Test
    void detailsDoNotTellTheValuesOfAttributes() {
        FlagDefinition flag = ON.withCondition(Condition.of("email", "x"));
        assertThat(flag.evaluate(EvaluationContext.of("email", "jane@example.org"), ENVIRONMENT)
                        .detail())
                .doesNotContain("jane");
    }
}
