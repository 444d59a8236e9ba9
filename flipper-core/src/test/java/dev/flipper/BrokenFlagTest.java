package dev.flipper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.flipper.bucketing.NoOpBucketer;
import dev.flipper.condition.Condition;
import dev.flipper.store.TextStore;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is stored under a name is not a flag. */
class BrokenFlagTest {

    private static final String BROKEN =
            "{\"feature_name\": \"broken\", \"is_enabled\": true, \"meta\": {\"created_date\": \"today\"}}";
    private static final String PROBLEM =
            "The stored flag 'broken' cannot be read: meta.created_date: a number is" + " expected: seconds since 1970";

    private final TextStore store = new TextStore().put("broken", BROKEN);
    private final FeatureFlagClient client =
            FeatureFlagClient.builder(store).name("main").build();
    private final LogCapture log = new LogCapture();

    @AfterEach
    void releaseLog() {
        log.close();
    }

    @Test
    void aCheckAnswersTheDefaultWithOneWarning() {
        for (int i = 0; i < 10; i++) {
            assertThat(client.isEnabled("broken")).isFalse();
            assertThat(client.get("broken").isEnabled(true)).isTrue();
        }
        assertThat(client.evaluate("broken", EvaluationContext.empty()))
                .isEqualTo(new FlagEvaluation("broken", false, Reason.ERROR, PROBLEM));
        assertThat(log.warnings())
                .containsExactly("Client 'main': The check of the flag 'broken' came to no verdict: " + PROBLEM);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "NaN", "{\"feature_name\": NaN}", "[]", "null", "{"})
    void anyTextIsBorne(String text) {
        store.put("odd", text);
        assertThat(client.isEnabled("odd", true)).isTrue();
        assertThat(client.evaluate("odd", EvaluationContext.empty()).reason()).isEqualTo(Reason.ERROR);
        assertThat(client.exists("odd")).isTrue();
    }

    @Test
    void existsAndIsNotCreatedAgain() {
        assertThat(client.exists("broken")).isTrue();
        assertThatExceptionOfType(FlagAlreadyExistsException.class).isThrownBy(() -> client.create("broken"));
        assertThat(store.text("broken")).isEqualTo(BROKEN);
    }

    static Stream<Consumer<FeatureFlag>> setters() {
        return Stream.of(
                FeatureFlag::enable,
                FeatureFlag::disable,
                flag -> flag.addCondition(Condition.of("a", 1)),
                flag -> flag.setConditions(List.of()),
                flag -> flag.setBucketer(new NoOpBucketer()),
                flag -> flag.setClientData(Map.of()),
                flag -> flag.removeClientData("a"),
                FeatureFlag::getClientData,
                FeatureFlag::getMetadata);
    }

    @ParameterizedTest
    @MethodSource("setters")
    void settersNameTheFlagAndThePlace(Consumer<FeatureFlag> setter) {
        assertThatExceptionOfType(FlagFormatException.class)
                .isThrownBy(() -> setter.accept(client.get("broken")))
                .withMessage(PROBLEM)
                .satisfies(e -> assertThat(e.flag()).isEqualTo("broken"))
                .satisfies(e -> assertThat(e.place()).isEqualTo("meta.created_date"));
        assertThat(store.text("broken")).isEqualTo(BROKEN);
    }

    @Test
    void canBeDestroyed() {
        client.destroy("broken");
        assertThat(client.exists("broken")).isFalse();
        client.create("broken", true);
        assertThat(client.isEnabled("broken")).isTrue();
    }

    @Test
    void listsPassOverItWithOneWarning() {
        client.create("a");
        client.create("z");
        for (int i = 0; i < 3; i++) {
            assertThat(client.list()).extracting(FeatureFlag::name).containsExactly("a", "z");
            assertThat(client.list(1, 1)).extracting(FeatureFlag::name).containsExactly("z");
        }
        assertThat(log.warnings()).containsExactly("Client 'main': The flag 'broken' is passed over: " + PROBLEM);
    }
}
