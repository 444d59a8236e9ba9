package dev.flipper.condition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flipper.EvaluationContext;
import dev.flipper.json.Json;
import dev.flipper.json.JsonCursor;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class ConditionPropertyTest {

    private static boolean holds(Object actual, String operator, Object expected) {
        return Condition.of("v" + operator, expected).isSatisfiedBy(EvaluationContext.of("v", actual));
    }

    @Property(seed = "20240711")
    void equalAndNotEqualExcludeEachOther(@ForAll("values") Object a, @ForAll("values") Object b) {
        assertThat(holds(a, "", b)).isNotEqualTo(holds(a, "__ne", b)).isEqualTo(holds(b, "", a));
    }

    @Property(seed = "20240712")
    void inAndNotInExcludeEachOther(@ForAll("values") Object a, @ForAll("values") Object b) {
        List<Object> list = Arrays.asList(1, b);
        assertThat(holds(a, "__in", list))
                .isNotEqualTo(holds(a, "__not_in", list))
                .isEqualTo(holds(a, "", 1) || holds(a, "", b));
    }

    @Property(seed = "20240713")
    void orderingIsOneOfThree(@ForAll("values") Object a, @ForAll("values") Object b) {
        boolean less = holds(a, "__lt", b);
        boolean greater = holds(a, "__gt", b);
        boolean ordered = holds(a, "__lte", b) || holds(a, "__gte", b);
        assertThat(less && greater).isFalse();
        assertThat(holds(b, "__gt", a)).isEqualTo(less);
        if (ordered) {
            assertThat(holds(a, "", b)).isEqualTo(!less && !greater);
            assertThat(holds(a, "__lte", b)).isEqualTo(!greater);
            assertThat(holds(a, "__gte", b)).isEqualTo(!less);
        } else {
            assertThat(less || greater).isFalse();
        }
    }

    @Property(seed = "20240714")
    void storedAndReadItSaysTheSame(
            @ForAll("keys") String key, @ForAll("values") Object expected, @ForAll("values") Object actual) {
        Condition made = Condition.of(key, expected);
        Condition read = Condition.fromStored(new JsonCursor("condition", Json.parse(Json.write(made.toStored()))));
        EvaluationContext context = EvaluationContext.of("a", actual);
        assertThat(read).isEqualTo(made);
        assertThat(read.isSatisfiedBy(context)).isEqualTo(made.isSatisfiedBy(context));
    }

    @Provide
    Arbitrary<String> keys() {
        return Arbitraries.of("a", "a__gt", "a__gte", "a__lt", "a__lte", "a__ne", "b__gt", "a__b__c");
    }

    @Provide
    Arbitrary<Object> values() {
        Arbitrary<Object> scalars = Arbitraries.oneOf(
                Arbitraries.of(null, true, false, 0, 1, 1.0, 0.5, -0.0, "", "a", "b", "1"),
                Arbitraries.integers().between(-2, 2),
                Arbitraries.strings().withChars('a', 'b').ofMaxLength(2));
        Arbitrary<Object> lists = scalars.list().ofMaxSize(2).map(Object.class::cast);
        Arbitrary<Object> maps = scalars.map(value -> value == null ? Map.of() : Map.of("a", value));
        return Arbitraries.oneOf(scalars, scalars, lists, maps).withoutEdgeCases();
    }
}
