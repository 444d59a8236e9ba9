package dev.flipper.condition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConditionInWordsTest {

    static Stream<Arguments> sameConditions() {
        return Stream.of(
                Arguments.of(Condition.where("a").equalTo(1), Condition.of("a", 1)),
                Arguments.of(Condition.where("a").equalTo(null), Condition.of("a", null)),
                Arguments.of(Condition.where("a").notEqualTo("x"), Condition.of("a__ne", "x")),
                Arguments.of(Condition.where("a").greaterThan(1), Condition.of("a__gt", 1)),
                Arguments.of(Condition.where("a").greaterThanOrEqualTo(1), Condition.of("a__gte", 1)),
                Arguments.of(Condition.where("a").lessThan(1.5), Condition.of("a__lt", 1.5)),
                Arguments.of(Condition.where("a").lessThanOrEqualTo(1), Condition.of("a__lte", 1)),
                Arguments.of(Condition.where("a").in(1, "b"), Condition.of("a__in", List.of(1, "b"))),
                Arguments.of(Condition.where("a").in(List.of(1, 2)), Condition.of("a__in", List.of(1, 2))),
                Arguments.of(Condition.where("a").notIn(1, 2), Condition.of("a__not_in", List.of(1, 2))),
                Arguments.of(Condition.where("a").in(new int[] {1, 2}), Condition.of("a__in", List.of(1, 2))),
                Arguments.of(Condition.where("a").notIn(List.of()), Condition.of("a__not_in", List.of())),
                Arguments.of(
                        Condition.where("number_of_horses_owned")
                                .greaterThan(9000)
                                .and("location")
                                .notEqualTo("city"),
                        Condition.of("number_of_horses_owned__gt", 9000, "location__ne", "city")));
    }

    @ParameterizedTest
    @MethodSource("sameConditions")
    void saysTheSameAsKeys(Condition inWords, Condition byKeys) {
        assertThat(inWords).isEqualTo(byKeys);
    }

    @Test
    void refusesWhatNoValueIsGreaterThan() {
        assertThatNullPointerException().isThrownBy(() -> Condition.where("a").greaterThan(null));
        assertThatNullPointerException().isThrownBy(() -> Condition.where("a").lessThanOrEqualTo(null));
        assertThatNullPointerException().isThrownBy(() -> Condition.where("a").in((List<?>) null));
    }

    @Test
    void leavesTheConditionItStartsFromAsItIs() {
        Condition first = Condition.where("a").equalTo(1);
        Condition both = first.and("b").equalTo(2);
        assertThat(first).isEqualTo(Condition.of("a", 1));
        assertThat(both).isEqualTo(Condition.of("a", 1, "b", 2));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a__b", "__", "a__gt"})
    void refusesNamesWithTheSeparator(String attribute) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Condition.where(attribute))
                .withMessage("The attribute '" + attribute
                        + "' contains '__', which separates attribute and operator where conditions are stored");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Condition.of("x", 1).and(attribute));
    }

    @Test
    void refusesNamesWhoseLastUnderscoreWouldBeReadAsPartOfTheOperator() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Condition.where("a_").greaterThan(1))
                .withMessage("The attribute 'a_' ends with '_', so that what is stored could not be told from the"
                        + " operator '_gt'; only equalTo can compare it");
        assertThat(Condition.where("a_").equalTo(1)).isEqualTo(Condition.of("a_", 1));
    }

    @Test
    void refusesEmptyAndNullNames() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Condition.where(""))
                .withMessage("The attribute of a condition must not be empty");
        assertThatNullPointerException().isThrownBy(() -> Condition.where(null)).withMessage("attribute");
    }

    @Test
    void refusesTheSameComparisonTwice() {
        ConditionSubject again = Condition.where("a").greaterThan(1).and("a");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> again.greaterThan(2))
                .withMessageStartingWith("The condition compares 'a__gt' twice");
        assertThat(again.lessThan(2)).isEqualTo(Condition.of("a__gt", 1, "a__lt", 2));
    }
}
