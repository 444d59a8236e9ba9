package dev.flipper;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flipper.bucketing.Bucketer;
import dev.flipper.bucketing.Percentage;
import dev.flipper.bucketing.PercentageBucketer;
import dev.flipper.condition.Condition;
import dev.flipper.store.MemoryFeatureFlagStore;
import dev.flipper.store.TextStore;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The same over a store with slots and over one that a handle has to ask each time. */
class FeatureFlagTest {

    private static FeatureFlagClient client(String store) {
        return FeatureFlagClient.open(store.equals("memory") ? new MemoryFeatureFlagStore() : new TextStore());
    }

    @ParameterizedTest
    @ValueSource(strings = {"memory", "text"})
    void answersFromTheCurrentState(String store) {
        FeatureFlagClient client = client(store);
        FeatureFlag flag = client.get("flag");
        assertThat(flag.exists()).isFalse();
        assertThat(flag.isEnabled(true)).as("not there yet").isTrue();
        client.create("flag");
        assertThat(flag.exists()).isTrue();
        assertThat(flag.isEnabled(true)).isFalse();
        client.enable("flag");
        assertThat(flag.isEnabled()).isTrue();
        client.destroy("flag");
        assertThat(flag.isEnabled()).isFalse();
        assertThat(flag.evaluate(EvaluationContext.empty()).reason()).isEqualTo(Reason.NOT_FOUND);
        client.create("flag", true);
        assertThat(flag.isEnabled()).as("made anew").isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"memory", "text"})
    void doesWhatTheClientDoes(String store) {
        FeatureFlagClient client = client(store);
        FeatureFlag flag = client.create("flag");
        Bucketer bucketer = new PercentageBucketer(Percentage.of(0.5));
        Condition condition = Condition.of("a", 1);
        flag.enable();
        flag.addCondition(condition);
        flag.setClientData(Map.of("a", 1, "b", 2));
        flag.removeClientData("b");
        flag.setBucketer(bucketer);
        assertThat(client.isEnabled("flag", EvaluationContext.of("a", 1))).isTrue();
        assertThat(flag.getMetadata()).isEqualTo(client.getMetadata("flag"));
        assertThat(flag.getMetadata().conditions()).containsExactly(condition);
        assertThat(flag.getMetadata().bucketer()).isEqualTo(bucketer);
        assertThat(flag.getClientData()).isEqualTo(Map.of("a", 1));
        flag.setConditions(List.of());
        flag.disable();
        assertThat(client.getMetadata("flag").conditions()).isEmpty();
        assertThat(flag.isEnabled(EvaluationContext.of("a", 1), true)).isFalse();
        flag.destroy();
        assertThat(client.exists("flag")).isFalse();
        assertThat(flag).hasToString("FeatureFlag[flag]");
        assertThat(flag.name()).isEqualTo("flag");
    }
}
