package dev.flipper.condition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flipper.ConformanceVectors;
import dev.flipper.EvaluationContext;
import dev.flipper.json.JsonCursor;
import dev.flipper.json.JsonValues;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class OperatorsConformanceTest {

    @TestFactory
    Stream<DynamicTest> agreesWithTheOriginal() {
        return ConformanceVectors.tests("operators", OperatorsConformanceTest::check);
    }

    @Test
    void allVectorsAreThere() {
        assertThat(ConformanceVectors.read("operators")).hasSize(150);
    }

    private static void check(JsonCursor vector) {
        EvaluationContext context =
                EvaluationContext.of("v", vector.member("actual").value());
        assertThat(vector.member("satisfied").object())
                .containsOnlyKeys("eq", "gt", "gte", "lt", "lte", "ne", "in", "not_in");
        vector.member("satisfied").forEachMember((operator, satisfied) -> {
            // Where the original raises an error the check is not satisfied, and nothing is thrown.
            boolean expected = !"incomparable".equals(satisfied.value()) && satisfied.bool();
            assertThat(condition(operator, vector.member("expected").value()).isSatisfiedBy(context))
                    .as(operator)
                    .isEqualTo(expected);
        });
    }

    /** Read as stored: built in Java, "in" takes nothing but lists. */
    private static Condition condition(String operator, Object expected) {
        Map<String, Object> check = new LinkedHashMap<>();
        check.put("variable", "v");
        check.put("value", expected);
        check.put("operator", operator.equals("eq") ? null : operator);
        return Condition.fromStored(
                new JsonCursor("condition", JsonValues.of(Map.of("v", List.of(check)), "condition")));
    }
}
