package dev.flipper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import dev.flipper.json.Json;
import java.math.BigDecimal;
import java.nio.CharBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EvaluationContextTest {

    @Test
    void isMadeInManyWays() {
        Map<String, Object> attributes = new HashMap<>();
        attributes.put("a", 1);
        attributes.put("b", null);
        attributes.put("c", "x");
        EvaluationContext three = EvaluationContext.of("a", 1, "b", null, "c", "x");
        assertThat(three.asMap()).isEqualTo(attributes);
        assertThat(EvaluationContext.of(attributes)).isEqualTo(three).hasSameHashCodeAs(three);
        assertThat(EvaluationContext.builder()
                        .put("c", "y")
                        .put("c", "x")
                        .put("b", null)
                        .put("a", 1)
                        .build())
                .isEqualTo(three);
        assertThat(EvaluationContext.of("a", 1, "b", 2).asMap()).isEqualTo(Map.of("a", 1, "b", 2));
        assertThat(EvaluationContext.of("a", 1).asMap()).isEqualTo(Map.of("a", 1));
    }

    @Test
    void theEmptyOneIsAlwaysTheSame() {
        assertThat(EvaluationContext.empty().isEmpty()).isTrue();
        assertThat(EvaluationContext.of(Map.of())).isSameAs(EvaluationContext.empty());
        assertThat(EvaluationContext.builder().build()).isSameAs(EvaluationContext.empty());
        assertThat(EvaluationContext.of("a", null).isEmpty()).isFalse();
    }

    @Test
    void namesAreSortedByCodePoint() {
        EvaluationContext context = EvaluationContext.of("😀", 1, "\uff5e", 2, "a", 3);
        assertThat(context.size()).isEqualTo(3);
        assertThat(List.of(context.name(0), context.name(1), context.name(2))).containsExactly("a", "\uff5e", "😀");
        assertThat(context.value(2)).isEqualTo(1);
        assertThat(context.indexOf("\uff5e")).isEqualTo(1);
        assertThat(context.indexOf("b")).isEqualTo(-1);
    }

    @Test
    void takesWhatJsonCanHold() {
        UUID uuid = new UUID(1, 2);
        List<Object> list = new ArrayList<>(Arrays.asList(1, null));
        EvaluationContext context = EvaluationContext.of(Map.of(
                "enum",
                Thread.State.NEW,
                "uuid",
                uuid,
                "text",
                CharBuffer.wrap("text"),
                "float",
                0.1f,
                "whole",
                new BigDecimal("5"),
                "part",
                new BigDecimal("5.0"),
                "list",
                list,
                "map",
                Map.of("a", true)));
        list.clear();
        assertThat(context.asMap())
                .isEqualTo(Map.of(
                        "enum",
                        "NEW",
                        "uuid",
                        uuid.toString(),
                        "text",
                        "text",
                        "float",
                        0.1,
                        "whole",
                        5,
                        "part",
                        5.0,
                        "list",
                        Arrays.asList(1, null),
                        "map",
                        Map.of("a", true)));
    }

    @Test
    void namesTheAttributeAndTheTypeThatItRefuses() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EvaluationContext.of("score", Double.NaN))
                .withMessage("attribute 'score': NaN (java.lang.Double) is no finite number that fits a double");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EvaluationContext.of("a", 1, "score", Float.POSITIVE_INFINITY))
                .withMessage("attribute 'score': Infinity (java.lang.Float) is no finite number that fits a double");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EvaluationContext.of(Map.of("user", new Thread())))
                .withMessageStartingWith("attribute 'user' is a java.lang.Thread, which is no JSON value");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EvaluationContext.builder().put("users", List.of(Map.of("a", Double.NaN))))
                .withMessageStartingWith("attribute 'users'");
    }

    @Test
    void refusesEmptyNullAndRepeatedNames() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EvaluationContext.of("", 1))
                .withMessage("An attribute's name must not be empty");
        assertThatIllegalArgumentException().isThrownBy(() -> EvaluationContext.of(Map.of("", 1)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EvaluationContext.of("a", 1, "b", 2, "a", 1))
                .withMessage("The attribute 'a' is given twice");
        assertThatNullPointerException()
                .isThrownBy(() -> EvaluationContext.of(null, 1))
                .withMessage("attribute name");
        assertThatNullPointerException().isThrownBy(() -> EvaluationContext.of("a", 1, null, 2));
        assertThatNullPointerException()
                .isThrownBy(() -> EvaluationContext.builder().put(null, 1));
        assertThatNullPointerException().isThrownBy(() -> EvaluationContext.of((Map<String, Object>) null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"default", "a__b", " ", "\u0000", "\ud800", "😀"})
    void takesEveryOtherName(String name) {
        assertThat(EvaluationContext.of(name, 1).indexOf(name)).isZero();
    }

    @Test
    void theWinningContextOverrides() {
        EvaluationContext ambient = EvaluationContext.of("tenant", "t", "user", "ambient");
        EvaluationContext call = EvaluationContext.of("user", "call", "x", 1);
        assertThat(ambient.overriddenBy(call)).isEqualTo(EvaluationContext.of("tenant", "t", "user", "call", "x", 1));
        assertThat(ambient.overriddenBy(EvaluationContext.empty())).isSameAs(ambient);
        assertThat(EvaluationContext.empty().overriddenBy(call)).isSameAs(call);
    }

    @Test
    void cannotBeChanged() {
        EvaluationContext.Builder builder = EvaluationContext.builder().put("a", 1);
        EvaluationContext context = builder.build();
        builder.put("a", 2).put("b", 3);
        assertThat(context).isEqualTo(EvaluationContext.of("a", 1));
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> context.asMap().put("a", 2));
    }

    @Test
    void equalityIsThatOfNamesAndValues() {
        assertThat(EvaluationContext.of("a", 1))
                .isNotEqualTo(EvaluationContext.of("a", 1.0))
                .isNotEqualTo(EvaluationContext.of("b", 1))
                .isNotEqualTo(Map.of("a", 1));
    }

    /** Contexts end up in logs, and values may be personal data. */
    @Test
    void showsNamesOnly() {
        assertThat(EvaluationContext.of("email", "jane@example.org", "age", 5))
                .hasToString("EvaluationContext[age, email]");
    }

    @Test
    void writesEachValueAsJsonWhereverItCameFrom() {
        EvaluationContext losing = EvaluationContext.of("a", 0.1, "c", 2.5, "d", List.of(1e22));
        EvaluationContext winning = EvaluationContext.of("b", Map.of("x", 1e-7), "c", 0.3);
        for (EvaluationContext context :
                List.of(losing, winning, losing.overriddenBy(winning), winning.overriddenBy(losing))) {
            for (int i = 0; i < context.size(); i++) {
                StringBuilder text = new StringBuilder();
                context.writeValue(i, text::append);
                assertThat(text.toString()).isEqualTo(Json.write(context.value(i)));
            }
        }
        assertThat(losing.overriddenBy(winning))
                .isEqualTo(
                        EvaluationContext.of(Map.of("a", 0.1, "b", Map.of("x", 1e-7), "c", 0.3, "d", List.of(1e22))));
    }
}
