package dev.flipper.condition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import dev.flipper.EvaluationContext;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConditionKeyTest {

    private static final String KNOWN = "gt, gte, lt, lte, ne, in, not_in";

    @ParameterizedTest
    @CsvSource(
            nullValues = "none",
            value = {
                "a, a, none",
                "a__gt, a, gt",
                "a__gte, a, gte",
                "a__lt, a, lt",
                "a__lte, a, lte",
                "a__ne, a, ne",
                "number_of_horses_owned__gt, number_of_horses_owned, gt",
                "_a__gt, _a, gt",
                "a_b, a_b, none",
                // any number of parts but two: all of it is the attribute
                "a__b__gt, a__b__gt, none",
                "a__gt__, a__gt__, none",
                "____, ____, none",
                "a_____gt, a_____gt, none",
            })
    void splitsTheKeyAsTheOriginalDoes(String key, String variable, String operator) {
        ConditionCheck check = Condition.of(key, 1).checks().get(0);
        assertThat(check.variable()).isEqualTo(variable);
        assertThat(check.operator()).isEqualTo(operator);
        assertThat(check.value()).isEqualTo(1);
        assertThat(check.hasKnownOperator()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"a__eq, eq", "a__, ''", "a___gt, _gt", "a__GT, GT", "a__ gt, ' gt'", "___, _"})
    void refusesUnknownOperators(String key, String operator) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Condition.of(key, 1))
                .withMessage("The condition key '" + key + "' has the unknown operator '" + operator + "'; known are "
                        + KNOWN + ", and no operator for equality");
    }

    @ParameterizedTest
    @ValueSource(strings = {"__gt", "__ne", ""})
    void refusesAnEmptyAttribute(String key) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Condition.of(key, 1))
                .withMessage("The condition key '" + key
                        + "' names no attribute; write for example age__gt, with one of the operators " + KNOWN);
    }

    @Test
    void takesUpToThreeComparisonsOrAMap() {
        Condition three = Condition.of("a", 1, "b__gt", 2, "c__ne", "x");
        assertThat(three.checks()).hasToString("[a = 1, b > 2, c != \"x\"]");
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("a", 1);
        map.put("b__gt", 2);
        map.put("c__ne", "x");
        assertThat(Condition.of(map)).isEqualTo(three).hasSameHashCodeAs(three);
        assertThat(Condition.of("a", 1, "b__gt", 2).checks()).hasSize(2);
        assertThat(Condition.of(Map.of()).checks()).isEmpty();
    }

    @Test
    void sameAttributeWithOtherOperatorsIsARange() {
        Condition range = Condition.of("age__gte", 18, "age__lt", 65);
        assertThat(range.isSatisfiedBy(EvaluationContext.of("age", 18))).isTrue();
        assertThat(range.isSatisfiedBy(EvaluationContext.of("age", 65))).isFalse();
    }

    @Test
    void refusesTheSameComparisonTwice() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Condition.of("a__gt", 1, "a__gt", 2))
                .withMessage("The condition compares 'a__gt' twice; use two conditions, of one only the last"
                        + " comparison would count");
        assertThatIllegalArgumentException().isThrownBy(() -> Condition.of("a", 1, "b", 2, "a", 1));
    }

    @Test
    void aStringArrayIsOneValue() {
        Condition condition = Condition.of("country__in", new String[] {"NO", "SE"});
        assertThat(condition.checks().get(0).value()).isEqualTo(List.of("NO", "SE"));
    }

    @Test
    void membershipTakesListsCollectionsAndArrays() {
        assertThat(Condition.of("a__in", List.of(1, 2)).checks()).hasToString("[a in [1, 2]]");
        assertThat(Condition.of("a__not_in", Set.of(1)).checks()).hasToString("[a not in [1]]");
        assertThat(Condition.of("a__in", new int[] {1, 2}).checks()).hasToString("[a in [1, 2]]");
        assertThat(Condition.of("a__in", new Object[] {null, "x"}).checks()).hasToString("[a in [null, \"x\"]]");
        assertThat(Condition.of("a__in", Collections.singletonList(null)).checks())
                .hasToString("[a in [null]]");
    }

    @Test
    void membershipTakesNothingElse() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Condition.of("a__in", "text"))
                .withMessage("The condition 'a__in' takes a list or an array, not a java.lang.String");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Condition.of("a__not_in", null))
                .withMessage("The condition 'a__not_in' takes a list or an array, not null");
        assertThatIllegalArgumentException().isThrownBy(() -> Condition.of("a__in", Map.of()));
    }

    @Test
    void refusesValuesThatAreNotJson() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Condition.of("a__gt", Double.NaN))
                .withMessageStartingWith("condition 'a__gt': NaN (java.lang.Double)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Condition.of("a", new Object()))
                .withMessageStartingWith("condition 'a' is a java.lang.Object");
        assertThatIllegalArgumentException().isThrownBy(() -> Condition.of("a__in", Arrays.asList(1, new Object())));
    }

    @Test
    void refusesNullKeys() {
        assertThatNullPointerException().isThrownBy(() -> Condition.of(null, 1)).withMessage("condition key");
        assertThatNullPointerException().isThrownBy(() -> Condition.of((Map<String, Object>) null));
    }
}
