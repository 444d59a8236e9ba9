package dev.flipper.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flipper.ConformanceVectors;
import dev.flipper.EvaluationContext;
import dev.flipper.FeatureFlagClient;
import dev.flipper.FlagEvaluation;
import dev.flipper.Reason;
import dev.flipper.json.Json;
import dev.flipper.json.JsonCursor;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class EvaluationConformanceTest {

    private static final Map<String, Reason> REASONS = Map.of(
            "the flag is disabled",
            Reason.DISABLED,
            "conditions",
            Reason.CONDITIONS,
            "bucketer",
            Reason.BUCKETER,
            "enabled",
            Reason.ENABLED);

    @TestFactory
    Stream<DynamicTest> agreesWithTheOriginal() {
        return ConformanceVectors.tests("evaluation", EvaluationConformanceTest::check);
    }

    @Test
    void allVectorsAreThere() {
        assertThat(ConformanceVectors.read("evaluation")).hasSize(300);
    }

    private static void check(JsonCursor vector) {
        EvaluationContext context =
                EvaluationContext.of(vector.member("attributes").object());
        FlagDefinition flag =
                FlagDefinition.fromJson(Json.write(vector.member("item").value()));
        boolean expected = vector.member("expected").bool();
        MemoryFeatureFlagStore store = new MemoryFeatureFlagStore();
        store.create(flag);
        try (FeatureFlagClient client = FeatureFlagClient.open(store)) {
            FlagEvaluation evaluation = client.evaluate(flag.name(), context);
            assertThat(evaluation.enabled()).isEqualTo(expected);
            assertThat(evaluation.reason())
                    .isEqualTo(REASONS.get(vector.member("decided_by").string()));
            assertThat(client.isEnabled(flag.name(), context, !expected)).isEqualTo(expected);
            assertThat(client.get(flag.name()).isEnabled(context)).isEqualTo(expected);
        }
    }
}
