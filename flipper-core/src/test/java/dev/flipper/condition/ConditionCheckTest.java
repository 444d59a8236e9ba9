package dev.flipper.condition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flipper.EvaluationContext;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConditionCheckTest {

    private static boolean holds(Object actual, String operator, Object expected) {
        return Condition.of("v" + operator, expected).isSatisfiedBy(EvaluationContext.of("v", actual));
    }

    @Test
    void passesOverAttributesThatAreNotSupplied() {
        Condition condition = Condition.of("a", 1, "b", 2);
        assertThat(condition.isSatisfiedBy(EvaluationContext.empty())).isTrue();
        assertThat(condition.isSatisfiedBy(EvaluationContext.of("a", 1))).isTrue();
        assertThat(condition.isSatisfiedBy(EvaluationContext.of("a", 1, "b", 3)))
                .isFalse();
        assertThat(condition.isSatisfiedBy(EvaluationContext.of("a", 1, "b", 2)))
                .isTrue();
    }

    @Test
    void aSuppliedNullIsCompared() {
        assertThat(holds(null, "", 1)).isFalse();
        assertThat(holds(null, "", null)).isTrue();
        assertThat(holds(null, "__ne", 1)).isTrue();
        assertThat(holds(null, "__gt", 1)).isFalse();
        assertThat(holds(1, "__lte", null)).isFalse();
    }

    @Test
    void numbersCompareByExactValue() {
        long odd = (1L << 53) + 1;
        assertThat(holds(odd, "", 9007199254740992.0)).isFalse();
        assertThat(holds(odd, "__gt", 9007199254740992.0)).isTrue();
        assertThat(holds(1, "", 1.0)).isTrue();
        assertThat(holds(-0.0, "", 0)).isTrue();
        assertThat(holds(BigInteger.TEN.pow(23), "", Double.parseDouble("1e23")))
                .as("1e23 is not 10^23")
                .isFalse();
        assertThat(holds(BigInteger.TEN.pow(400), "__gt", Double.MAX_VALUE)).isTrue();
    }

    @Test
    void booleansAreOneAndZero() {
        assertThat(holds(true, "", 1)).isTrue();
        assertThat(holds(false, "", 0.0)).isTrue();
        assertThat(holds(true, "__gt", false)).isTrue();
        assertThat(holds(2, "__in", List.of(true, false))).isFalse();
        assertThat(holds(1, "__in", List.of(true, false))).isTrue();
    }

    @Test
    void stringsOrderByCodePoint() {
        assertThat(holds("😀", "__gt", "\uff5e")).isTrue();
        assertThat(holds("a", "__lt", "b")).isTrue();
        assertThat(holds("Z", "__lt", "a")).isTrue();
    }

    @Test
    void listsAndMapsCompareByContent() {
        assertThat(holds(List.of(1, 2), "", List.of(1.0, 2.0))).isTrue();
        assertThat(holds(List.of(1, 3), "__gt", List.of(1, 2, 9))).isTrue();
        assertThat(holds(List.of(1), "__lt", List.of(1, 0))).isTrue();
        assertThat(holds(List.of(1, "a"), "__lt", List.of(1, 2)))
                .as("\"a\" and 2")
                .isFalse();
        assertThat(holds(Map.of("a", 1), "", Map.of("a", true))).isTrue();
        assertThat(holds(Map.of("a", 1), "", Map.of("b", 1))).isFalse();
        assertThat(holds(Map.of("a", 1), "", Map.of("a", 1, "b", 1))).isFalse();
        assertThat(holds(Map.of("a", 1), "", Map.of("a", 2))).isFalse();
        assertThat(holds(Map.of("a", 1), "__gt", Map.of()))
                .as("maps have no order")
                .isFalse();
        assertThat(holds(List.of(), "", Map.of())).isFalse();
        assertThat(holds(Map.of(), "", List.of())).isFalse();
        assertThat(holds(1, "", "1")).isFalse();
        assertThat(holds(1, "", null)).isFalse();
    }

    @Test
    void valuesWithoutOrderDoNotSatisfyAndThrowNothing() {
        for (String operator : List.of("__gt", "__gte", "__lt", "__lte")) {
            assertThat(holds("1", operator, 2)).as(operator).isFalse();
            assertThat(holds(2, operator, "1")).as(operator).isFalse();
            assertThat(holds(List.of(1), operator, 1)).as(operator).isFalse();
        }
        assertThat(holds("1", "__ne", 2)).isTrue();
    }

    @Test
    void membershipLooksAtElementsByValue() {
        assertThat(holds(1.0, "__in", List.of(1))).isTrue();
        assertThat(holds("a", "__not_in", List.of("b"))).isTrue();
        assertThat(holds("a", "__not_in", List.of("a"))).isFalse();
        assertThat(holds(null, "__in", List.of(1))).isFalse();
    }

    @Test
    void isShownAsPeopleWriteIt() {
        assertThat(Condition.of("number_of_horses_owned__gt", 9000).checks().get(0))
                .hasToString("number_of_horses_owned > 9000");
        assertThat(Condition.of("a__gte", 1, "a__lte", 2, "b__not_in", List.of())
                        .checks())
                .hasToString("[a >= 1, a <= 2, b not in []]");
    }
}
