package dev.flipper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import dev.flipper.bucketing.ConsistentHashPercentageBucketer;
import dev.flipper.bucketing.Percentage;
import dev.flipper.condition.Condition;
import dev.flipper.store.FlagDefinition;
import dev.flipper.store.MemoryFeatureFlagStore;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClientChecksTest {

    private static final EvaluationContext CITY = EvaluationContext.of("location", "city");

    private final MemoryFeatureFlagStore store = new MemoryFeatureFlagStore();
    private final FeatureFlagClient client = FeatureFlagClient.open(store);

    private void assertAnswers(String flag, EvaluationContext context, boolean expected) {
        assertThat(client.isEnabled(flag, context)).isEqualTo(expected);
        assertThat(client.isEnabled(flag, context, true)).isEqualTo(expected);
        assertThat(client.isEnabled(flag, context, false)).isEqualTo(expected);
        assertThat(client.get(flag).isEnabled(context)).isEqualTo(expected);
        assertThat(client.get(flag).isEnabled(context, !expected)).isEqualTo(expected);
        assertThat(client.evaluate(flag, context).enabled()).isEqualTo(expected);
        assertThat(client.get(flag).evaluate(context)).isEqualTo(client.evaluate(flag, context));
    }

    @ParameterizedTest
    @ValueSource(strings = {"absent", "", "a/b", "\n", "\ud800"})
    void anUnknownFlagIsItsDefault(String flag) {
        FeatureFlag handle = client.get(flag);
        assertThat(client.isEnabled(flag)).isFalse();
        assertThat(client.isEnabled(flag, true)).isTrue();
        assertThat(client.isEnabled(flag, CITY)).isFalse();
        assertThat(client.isEnabled(flag, CITY, true)).isTrue();
        assertThat(handle.isEnabled()).isFalse();
        assertThat(handle.isEnabled(true)).isTrue();
        assertThat(handle.isEnabled(CITY)).isFalse();
        assertThat(handle.isEnabled(CITY, true)).isTrue();
        FlagEvaluation expected = new FlagEvaluation(flag, false, Reason.NOT_FOUND, "there is no such flag");
        assertThat(client.evaluate(flag, CITY)).isEqualTo(expected);
        assertThat(handle.evaluate(CITY)).isEqualTo(expected);
    }

    @Test
    void aDisabledFlagIsOffWhateverTheDefault() {
        client.create("flag");
        assertAnswers("flag", EvaluationContext.empty(), false);
        assertAnswers("flag", CITY, false);
        assertThat(client.isEnabled("flag", true)).isFalse();
        assertThat(client.get("flag").isEnabled(true)).isFalse();
        assertThat(client.evaluate("flag", CITY).reason()).isEqualTo(Reason.DISABLED);
    }

    @Test
    void anEnabledFlagIsOn() {
        client.create("flag", true);
        assertAnswers("flag", EvaluationContext.empty(), true);
        assertThat(client.isEnabled("flag")).isTrue();
        assertThat(client.isEnabled("flag", false)).isTrue();
        assertThat(client.get("flag").isEnabled()).isTrue();
        assertThat(client.get("flag").isEnabled(false)).isTrue();
        assertThat(client.evaluate("flag", CITY).reason()).isEqualTo(Reason.ENABLED);
    }

    @Test
    void conditionsComeBeforeTheBucketer() {
        client.create("flag", true);
        client.addCondition("flag", Condition.where("location").notEqualTo("city"));
        client.setBucketer("flag", ConsistentHashPercentageBucketer.of(Percentage.of(0)));
        assertAnswers("flag", CITY, false);
        assertAnswers("flag", EvaluationContext.of("location", "farm"), true);
        assertThat(client.evaluate("flag", CITY).reason()).isEqualTo(Reason.CONDITIONS);
        EvaluationContext other = EvaluationContext.of("user_id", 1);
        assertAnswers("flag", other, false);
        assertThat(client.evaluate("flag", other).reason()).isEqualTo(Reason.BUCKETER);
    }

    /** The original adds an entry to the conditions for each attribute that it is asked about. */
    @Test
    void checksLeaveNoTrace() {
        client.create("flag", true);
        client.addCondition("flag", Condition.of("location", "city"));
        FlagDefinition before = store.get("flag");
        String stored = before.toJson();
        assertThat(client.isEnabled("flag", EvaluationContext.of("user_id", 1, "location", "city")))
                .isTrue();
        assertThat(client.isEnabled("absent", CITY)).isFalse();
        assertThat(store.get("flag")).isSameAs(before);
        assertThat(before.toJson()).isEqualTo(stored);
        assertThat(store.get("absent")).isNull();
    }

    @Test
    void takesWhateverNameAnotherProcessHasStored() {
        for (String name : new String[] {"", "\n", "\ud800", "x".repeat(300)}) {
            store.create(FlagDefinition.of(name, true, Instant.EPOCH, Map.of()));
            assertThat(client.isEnabled(name)).isTrue();
            client.disable(name);
            assertThat(client.isEnabled(name, true)).isFalse();
            client.destroy(name);
            assertThat(client.exists(name)).isFalse();
        }
    }

    @Test
    void refusesNullNamesAndContexts() {
        assertThatNullPointerException()
                .isThrownBy(() -> client.isEnabled(null))
                .withMessage("flag");
        assertThatNullPointerException().isThrownBy(() -> client.isEnabled(null, true));
        assertThatNullPointerException().isThrownBy(() -> client.isEnabled(null, CITY));
        assertThatNullPointerException().isThrownBy(() -> client.isEnabled(null, CITY, true));
        assertThatNullPointerException().isThrownBy(() -> client.evaluate(null, CITY));
        assertThatNullPointerException()
                .isThrownBy(() -> client.isEnabled("flag", (EvaluationContext) null))
                .withMessage("context");
        assertThatNullPointerException().isThrownBy(() -> client.evaluate("flag", null));
        assertThatNullPointerException().isThrownBy(() -> client.get("flag").evaluate(null));
    }

    @Test
    void anEvaluationIsComplete() {
        assertThatNullPointerException().isThrownBy(() -> new FlagEvaluation(null, true, Reason.ENABLED, "x"));
        assertThatNullPointerException().isThrownBy(() -> new FlagEvaluation("flag", true, null, "x"));
        assertThatNullPointerException().isThrownBy(() -> new FlagEvaluation("flag", true, Reason.ENABLED, null));
    }
}
