package dev.flipper.condition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.flipper.EvaluationContext;
import dev.flipper.json.Json;
import dev.flipper.json.JsonCursor;
import dev.flipper.json.JsonFormatException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StoredConditionTest {

    private static Condition read(String json) {
        return Condition.fromStored(new JsonCursor("conditions[0]", Json.parse(json)));
    }

    private static String check(String variable, int value, String operator) {
        return "{\"variable\": \"" + variable + "\", \"value\": " + value + ", \"operator\": " + operator + "}";
    }

    @Test
    void isWrittenAsTheOriginalWritesIt() {
        assertThat(Condition.of("a__gt", 1, "a__lt", 5, "b", null))
                .hasToString("{\"a\": [" + check("a", 1, "\"gt\"") + ", " + check("a", 5, "\"lt\"")
                        + "], \"b\": [{\"variable\": \"b\", \"value\": null, \"operator\": null}]}");
    }

    @Test
    void isReadAsItWasWritten() {
        Condition condition = Condition.of("a__in", List.of(1, "x"), "b__ne", 2.5);
        Condition read = read(Json.write(condition.toStored()));
        assertThat(read).isEqualTo(condition);
        assertThat(read.checks()).isEqualTo(condition.checks()).hasSameHashCodeAs(condition.checks());
    }

    @Test
    void theCheckKnowsItsOwnVariable() {
        Condition condition = read("{\"a\": [" + check("b", 1, "null") + "]}");
        assertThat(condition.isSatisfiedBy(EvaluationContext.of("a", 2))).isTrue();
        assertThat(condition.isSatisfiedBy(EvaluationContext.of("b", 2))).isFalse();
    }

    @Test
    void ofTheSameVariableAndOperatorTheLastCounts() {
        Condition condition = read("{\"a\": [" + check("a", 1, "null") + ", " + check("a", 2, "null") + "], \"b\": ["
                + check("a", 3, "null") + "]}");
        assertThat(condition.checks()).hasToString("[a = 3]");
        assertThat(Json.write(condition.toStored())).contains("\"value\": 1", "\"value\": 2");
    }

    @Test
    void variablesWithoutChecksAreIgnoredAndKept() {
        String stored = "{\"a\": [], \"b\": [" + check("b", 1, "null") + "]}";
        Condition condition = read(stored);
        assertThat(condition.checks()).hasToString("[b = 1]");
        assertThat(condition).hasToString(stored);
    }

    @Test
    void unknownMembersAreKept() {
        String stored = "{\"a\": [{\"variable\": \"a\", \"value\": 1, \"operator\": null, \"note\": [1.0]}]}";
        assertThat(read(stored)).hasToString(stored);
    }

    /** The original puts variable and operator together and splits them again. */
    @Test
    void aVariableWithTheSeparatorIsSplitAgain() {
        assertThat(read("{\"a__gt\": [" + check("a__gt", 1, "null") + "]}").checks())
                .hasToString("[a > 1]");
        assertThat(read("{\"a__b\": [" + check("a__b", 1, "\"gt\"") + "]}").checks())
                .hasToString("[a__b__gt = 1]");
    }

    @Test
    void anUnknownOperatorIsReadButNeverSatisfied() {
        Condition condition = read("{\"a\": [" + check("a", 1, "\"like\"") + "]}");
        ConditionCheck check = condition.checks().get(0);
        assertThat(check.hasKnownOperator()).isFalse();
        assertThat(check.operator()).isEqualTo("like");
        assertThat(check).hasToString("a like 1");
        assertThat(condition.isSatisfiedBy(EvaluationContext.of("a", 1))).isFalse();
        assertThat(condition.isSatisfiedBy(EvaluationContext.of("b", 1))).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "[]; conditions[0]: an object is expected, not an array",
                "{\"a\": {}}; conditions[0].a: an array is expected, not an object",
                "{\"a\": [1]}; conditions[0].a[0]: an object is expected, not a number",
                "{\"a\": [{\"value\": 1, \"operator\": null}]};"
                        + " conditions[0].a[0]: the member 'variable' is missing",
                "{\"a\": [{\"variable\": 1, \"value\": 1, \"operator\": null}]};"
                        + " conditions[0].a[0].variable: a string is expected, not a number",
                "{\"a\": [{\"variable\": \"a\", \"operator\": null}]}; conditions[0].a[0]: the member 'value' is missing",
                "{\"a\": [{\"variable\": \"a\", \"value\": 1}]}; conditions[0].a[0]: the member 'operator' is missing",
                "{\"a\": [{\"variable\": \"a\", \"value\": 1, \"operator\": 1}]};"
                        + " conditions[0].a[0].operator: a string is expected, not a number",
            })
    void tellsWhereItIsBroken(String json, String message) {
        assertThatExceptionOfType(JsonFormatException.class)
                .isThrownBy(() -> read(json))
                .withMessage(message);
    }

    @Test
    void equalityIsThatOfTheStoredForm() {
        Condition condition = Condition.of("a", 1, "b", 2);
        assertThat(condition)
                .isEqualTo(Condition.of("b", 2, "a", 1))
                .isNotEqualTo(Condition.of("a", 1))
                .isNotEqualTo(Condition.of("a", 1.0, "b", 2))
                .isNotEqualTo(condition.toStored());
        ConditionCheck check = condition.checks().get(0);
        assertThat(check)
                .isEqualTo(Condition.of("a", 1).checks().get(0))
                .isNotEqualTo(Condition.of("a__gt", 1).checks().get(0))
                .isNotEqualTo(Condition.of("c", 1).checks().get(0))
                .isNotEqualTo(Condition.of("a", 2).checks().get(0))
                .isNotEqualTo("a = 1");
    }
}
