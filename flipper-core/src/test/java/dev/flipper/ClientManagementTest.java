package dev.flipper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import dev.flipper.bucketing.Bucketer;
import dev.flipper.bucketing.ConsistentHashPercentageBucketer;
import dev.flipper.bucketing.NoOpBucketer;
import dev.flipper.bucketing.Percentage;
import dev.flipper.condition.Condition;
import dev.flipper.event.EventType;
import dev.flipper.event.FlagEvent;
import dev.flipper.store.FlagDefinition;
import dev.flipper.store.MemoryFeatureFlagStore;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClientManagementTest {

    private static final Instant NOW = Instant.ofEpochSecond(1_700_000_000, 999_000_000);

    private final MemoryFeatureFlagStore store = new MemoryFeatureFlagStore();
    private final FeatureFlagClient client =
            FeatureFlagClient.builder(store).clock(InstantSource.fixed(NOW)).build();

    @Test
    void createsADisabledFlagUnlessTold() {
        assertThat(client.create("off").name()).isEqualTo("off");
        assertThat(client.create("on", true).isEnabled()).isTrue();
        client.create("data", true, Map.of("owner", "jane"));
        assertThat(client.get("off").isEnabled()).isFalse();
        assertThat(client.getMetadata("data"))
                .isEqualTo(new FlagMetadata(
                        Instant.ofEpochSecond(1_700_000_000), Map.of("owner", "jane"), List.of(), new NoOpBucketer()));
    }

    @Test
    void leavesAnExistingFlagAsItIs() {
        client.create("flag", true, Map.of("a", 1));
        FlagDefinition before = store.get("flag");
        assertThatExceptionOfType(FlagAlreadyExistsException.class)
                .isThrownBy(() -> client.create("flag", false))
                .withMessage("The flag 'flag' exists already and was left as it is: names are unique")
                .satisfies(e -> assertThat(e.flag()).isEqualTo("flag"));
        assertThat(store.get("flag")).isSameAs(before);
    }

    @Test
    void refusesClientDataThatIsNotJson() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> client.create("flag", true, Map.of("a", new Thread())))
                .withMessageStartingWith("client data is a java.lang.Thread");
        assertThat(client.exists("flag")).isFalse();
    }

    @Test
    void enablesAndDisables() {
        client.create("flag");
        client.enable("flag");
        assertThat(client.isEnabled("flag")).isTrue();
        client.enable("flag");
        client.disable("flag");
        assertThat(client.isEnabled("flag")).isFalse();
    }

    @Test
    void destroys() {
        client.create("flag", true);
        assertThat(client.exists("flag")).isTrue();
        client.destroy("flag");
        assertThat(client.exists("flag")).isFalse();
        client.create("flag");
    }

    @Test
    void appendsAndReplacesConditions() {
        Condition a = Condition.of("a", 1);
        Condition b = Condition.of("b", 1);
        client.create("flag");
        client.addCondition("flag", a);
        client.addCondition("flag", b);
        client.addCondition("flag", a);
        assertThat(client.getMetadata("flag").conditions()).containsExactly(a, b, a);
        client.setConditions("flag", List.of(b));
        assertThat(client.getMetadata("flag").conditions()).containsExactly(b);
        client.setConditions("flag", List.of());
        assertThat(client.getMetadata("flag").conditions()).isEmpty();
    }

    @Test
    void setsAndClearsTheBucketer() {
        Bucketer bucketer = ConsistentHashPercentageBucketer.of(Percentage.of(0.5), "user_id");
        client.create("flag");
        client.setBucketer("flag", bucketer);
        assertThat(client.getMetadata("flag").bucketer()).isEqualTo(bucketer);
        client.setBucketer("flag", new NoOpBucketer());
        assertThat(client.getMetadata("flag").bucketer()).isEqualTo(new NoOpBucketer());
    }

    @Test
    void setsThePercentageAndLeavesTheRestOfTheBucketer() {
        store.create(FlagDefinition.fromJson("""
                {"feature_name": "flag", "is_enabled": true, "meta": {"created_date": 1, "bucketer": {
                "type": "ConsistentHashPercentageBucketer", "percentage": {"type": "Curve", "steep": true},
                "key_whitelist": ["user_id"], "salt": 7}}}"""));
        List<FlagEvent> events = new ArrayList<>();
        client.events().on(EventType.PRE_SET_BUCKETER, events::add);
        client.events().on(EventType.POST_SET_BUCKETER, events::add);

        client.setPercentage("flag", Percentage.of(0.25));

        Bucketer expected = ConsistentHashPercentageBucketer.of(Percentage.of(0.25), "user_id");
        assertThat(client.getMetadata("flag").bucketer()).isEqualTo(expected);
        assertThat(client.getDefinition("flag").toJson())
                .contains("\"percentage\": {\"type\": \"Percentage\", \"value\": 0.25}")
                .contains("\"salt\": 7");
        assertThat(events)
                .extracting(event -> ((FlagEvent.SetBucketer) event).bucketer())
                .containsExactly(expected, expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"NoOpBucketer", "dev.flipper.Tenant"})
    void setsNoPercentageWhereThereIsNone(String type) {
        FlagDefinition stored = FlagDefinition.fromJson("{\"feature_name\": \"flag\", \"is_enabled\": true, \"meta\":"
                + " {\"created_date\": 1, \"bucketer\": {\"type\": \"" + type + "\"}}}");
        store.create(stored);
        assertThatIllegalStateException()
                .isThrownBy(() -> client.setPercentage("flag", Percentage.of(0.25)))
                .withMessage("The flag 'flag' has no percentage, its bucketer is '" + type
                        + "': give it a PercentageBucketer or a ConsistentHashPercentageBucketer first");
        assertThat(store.get("flag")).isSameAs(stored);
    }

    @Test
    void mergesAndRemovesClientData() {
        client.create("flag", true, Map.of("a", 1, "b", 2));
        client.setClientData("flag", Map.of("b", List.of("x"), "c", 3));
        assertThat(client.getClientData("flag")).isEqualTo(Map.of("a", 1, "b", List.of("x"), "c", 3));
        client.removeClientData("flag", "a", "c", "absent", "a");
        assertThat(client.getClientData("flag")).isEqualTo(Map.of("b", List.of("x")));
        client.removeClientData("flag");
        assertThat(client.getClientData("flag")).isEqualTo(Map.of("b", List.of("x")));
        Map<String, Object> nothing = new HashMap<>();
        nothing.put("b", null);
        client.setClientData("flag", nothing);
        assertThat(client.getClientData("flag")).as("null is a value").isEqualTo(nothing);
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> client.getClientData("flag").clear());
    }

    @Test
    void refusesToMergeWhatIsNotJson() {
        client.create("flag", true, Map.of("a", 1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> client.setClientData("flag", Map.of("b", Double.NaN)))
                .withMessageStartingWith("client data: NaN (java.lang.Double)");
        assertThat(client.getClientData("flag")).isEqualTo(Map.of("a", 1));
    }

    static Stream<Consumer<FeatureFlag>> operations() {
        return Stream.of(
                FeatureFlag::enable,
                FeatureFlag::disable,
                FeatureFlag::destroy,
                flag -> flag.addCondition(Condition.of("a", 1)),
                flag -> flag.setConditions(List.of()),
                flag -> flag.setBucketer(new NoOpBucketer()),
                flag -> flag.setPercentage(Percentage.of(0.5)),
                flag -> flag.setClientData(Map.of()),
                flag -> flag.removeClientData("a"),
                FeatureFlag::getClientData,
                FeatureFlag::getMetadata);
    }

    @ParameterizedTest
    @MethodSource("operations")
    void anUnknownFlagIsNamed(Consumer<FeatureFlag> operation) {
        assertThatExceptionOfType(FlagNotFoundException.class)
                .isThrownBy(() -> operation.accept(client.get("abscent")))
                .withMessage("There is no flag 'abscent': create it first, or check the spelling")
                .satisfies(e -> assertThat(e.flag()).isEqualTo("abscent"));
        assertThat(client.exists("abscent")).isFalse();
    }

    @Test
    void refusesNulls() {
        client.create("flag");
        Condition condition = Condition.of("a", 1);
        assertThatNullPointerException().isThrownBy(() -> client.create("x", true, null));
        assertThatNullPointerException().isThrownBy(() -> client.exists(null)).withMessage("flag");
        assertThatNullPointerException().isThrownBy(() -> client.get(null)).withMessage("flag");
        assertThatNullPointerException().isThrownBy(() -> client.enable(null)).withMessage("flag");
        assertThatNullPointerException().isThrownBy(() -> client.disable(null)).withMessage("flag");
        assertThatNullPointerException().isThrownBy(() -> client.destroy(null)).withMessage("flag");
        assertThatNullPointerException()
                .isThrownBy(() -> client.addCondition(null, condition))
                .withMessage("flag");
        assertThatNullPointerException()
                .isThrownBy(() -> client.addCondition("flag", null))
                .withMessage("condition");
        assertThatNullPointerException()
                .isThrownBy(() -> client.setConditions(null, List.of()))
                .withMessage("flag");
        assertThatNullPointerException().isThrownBy(() -> client.setConditions("flag", null));
        assertThatNullPointerException()
                .isThrownBy(() -> client.setConditions("flag", Collections.singletonList(null)));
        assertThatNullPointerException()
                .isThrownBy(() -> client.setBucketer(null, new NoOpBucketer()))
                .withMessage("flag");
        assertThatNullPointerException()
                .isThrownBy(() -> client.setPercentage("flag", null))
                .withMessage("percentage");
        assertThatNullPointerException()
                .isThrownBy(() -> client.setBucketer("flag", null))
                .withMessage("bucketer");
        assertThatNullPointerException()
                .isThrownBy(() -> client.setClientData(null, Map.of()))
                .withMessage("flag");
        assertThatNullPointerException().isThrownBy(() -> client.setClientData("flag", null));
        assertThatNullPointerException()
                .isThrownBy(() -> client.removeClientData(null, "a"))
                .withMessage("flag");
        assertThatNullPointerException().isThrownBy(() -> client.removeClientData("flag", (String) null));
        assertThatNullPointerException()
                .isThrownBy(() -> client.getClientData(null))
                .withMessage("flag");
        assertThatNullPointerException()
                .isThrownBy(() -> client.getMetadata(null))
                .withMessage("flag");
    }

    @Test
    void listsInOrderOfCodePoints() {
        for (String name : List.of("b", "😀", "\uff5e", "a", "Z")) {
            client.create(name);
        }
        assertThat(names(client.list())).containsExactly("Z", "a", "b", "\uff5e", "😀");
        assertThat(names(client.list(2, 0))).containsExactly("Z", "a");
        assertThat(names(client.list(2, 2))).containsExactly("b", "\uff5e");
        assertThat(names(client.list(2, 4))).containsExactly("😀");
        assertThat(client.list(2, 6)).isEmpty();
        assertThat(client.list(0, 0)).isEmpty();
        assertThat(names(client.list(Integer.MAX_VALUE, 3))).containsExactly("\uff5e", "😀");
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> client.list().clear());
    }

    @Test
    void listsLiveHandles() {
        client.create("flag");
        FeatureFlag listed = client.list().get(0);
        client.enable("flag");
        assertThat(listed.isEnabled()).isTrue();
    }

    private static List<String> names(List<FeatureFlag> flags) {
        return flags.stream().map(FeatureFlag::name).toList();
    }

    @Test
    void refusesNegativeNumbers() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> client.list(-1, 0))
                .withMessage("The limit must not be negative, it is -1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> client.list(0, -5))
                .withMessage("The offset must not be negative, it is -5");
    }

    @Test
    void metadataIsComplete() {
        assertThatNullPointerException()
                .isThrownBy(() -> new FlagMetadata(null, Map.of(), List.of(), new NoOpBucketer()));
        assertThatNullPointerException().isThrownBy(() -> new FlagMetadata(NOW, null, List.of(), new NoOpBucketer()));
        assertThatNullPointerException()
                .isThrownBy(() -> new FlagMetadata(NOW, Map.of(), Arrays.asList((Condition) null), new NoOpBucketer()));
        assertThatNullPointerException().isThrownBy(() -> new FlagMetadata(NOW, Map.of(), List.of(), null));
    }
}
