package dev.flipper.condition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flipper.json.JsonValues;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A long list answers as a short one does, element by element. */
class MemberIndexTest {

    private static final List<Object> MANY = IntStream.range(0, 20)
            .<Object>mapToObj(i -> i % 2 == 0 ? (Object) i : "text " + i)
            .toList();

    static Stream<Object> actuals() {
        return Stream.of(
                0,
                1,
                4L,
                4.0,
                4.5,
                true,
                false,
                40_000_000_000L,
                BigInteger.TEN.pow(30),
                "text 1",
                "text 2",
                "4",
                List.of(4),
                "");
    }

    @ParameterizedTest
    @MethodSource("actuals")
    void agreesWithLookingAtEachElement(Object given) {
        Object actual = JsonValues.of(given, "actual");
        boolean naive = MANY.stream().anyMatch(element -> Comparison.equal(actual, element));
        assertThat(Condition.of("v__in", MANY).checks().get(0).isSatisfiedBy(actual))
                .isEqualTo(naive);
        assertThat(Condition.of("v__not_in", MANY).checks().get(0).isSatisfiedBy(actual))
                .isEqualTo(!naive);
    }

    @Test
    void nullIsLookedForToo() {
        assertThat(Condition.of("v__not_in", MANY).checks().get(0).isSatisfiedBy(null))
                .isTrue();
        List<Object> withNull = new ArrayList<>(MANY);
        withNull.add(null);
        assertThat(Condition.of("v__in", withNull).checks().get(0).isSatisfiedBy(null))
                .isTrue();
        assertThat(Condition.of("v__in", withNull).checks().get(0).isSatisfiedBy(4))
                .isTrue();
    }

    @Test
    void thereIsNoneForAListThatIsShortOrHoldsOtherThings() {
        assertThat(MemberIndex.of(MANY)).isNotNull();
        assertThat(MemberIndex.of(List.of(1, 2))).isNull();
        assertThat(MemberIndex.of(Arrays.asList(1, 2, 3, 4, 5, 6, 7, 8, 9, 10.0)))
                .isNull();
        assertThat(MemberIndex.of("a long text, not a list")).isNull();
    }
}
