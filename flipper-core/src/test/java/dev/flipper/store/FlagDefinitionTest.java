package dev.flipper.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import dev.flipper.EvaluationContext;
import dev.flipper.FlagFormatException;
import dev.flipper.bucketing.Bucketer;
import dev.flipper.bucketing.ConsistentHashPercentageBucketer;
import dev.flipper.bucketing.NoOpBucketer;
import dev.flipper.bucketing.Percentage;
import dev.flipper.bucketing.PercentageBucketer;
import dev.flipper.bucketing.UnknownBucketer;
import dev.flipper.condition.Condition;
import dev.flipper.json.Json;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class FlagDefinitionTest {

    private static final Instant CREATED = Instant.ofEpochSecond(1_700_000_000);
    private static final FlagDefinition FLAG = FlagDefinition.of("flag", false, CREATED, Map.of());

    @Test
    void isWrittenAsTheOriginalWritesIt() {
        assertThat(FlagDefinition.of("Ünïcode", true, CREATED.plusMillis(999), Map.of("a", 1))
                        .toJson())
                .isEqualTo("{\"feature_name\": \"\\u00dcn\\u00efcode\", \"is_enabled\": true, \"meta\":"
                        + " {\"client_data\": {\"a\": 1}, \"created_date\": 1700000000, \"conditions\": [],"
                        + " \"bucketer\": {\"type\": \"NoOpBucketer\"}}}");
    }

    @Test
    void knowsWhatItWasMadeOf() {
        FlagDefinition flag = FlagDefinition.of("flag", true, CREATED.plusMillis(999), Map.of("a", List.of(1)));
        assertThat(flag.name()).isEqualTo("flag");
        assertThat(flag.enabled()).isTrue();
        assertThat(flag.metadata().createdDate()).isEqualTo(CREATED);
        assertThat(flag.metadata().clientData()).isEqualTo(Map.of("a", List.of(1)));
        assertThat(flag.metadata().conditions()).isEmpty();
        assertThat(flag.metadata().bucketer()).isEqualTo(new NoOpBucketer());
        assertThat(flag).hasToString(flag.toJson());
    }

    @Test
    void changesMakeAnotherFlag() {
        Condition condition = Condition.of("a__gt", 1);
        Bucketer bucketer = ConsistentHashPercentageBucketer.of(Percentage.of(0.5), "b", "a");
        FlagDefinition changed = FLAG.withEnabled(true)
                .withClientData(Map.of("x", 1.5))
                .withCondition(Condition.of("first", 1))
                .withConditions(List.of(condition))
                .withCondition(Condition.of("b", null))
                .withBucketer(bucketer);
        assertThat(FLAG).isEqualTo(FlagDefinition.of("flag", false, CREATED, Map.of()));
        assertThat(changed.enabled()).isTrue();
        assertThat(changed.metadata().clientData()).isEqualTo(Map.of("x", 1.5));
        assertThat(changed.metadata().conditions()).containsExactly(condition, Condition.of("b", null));
        assertThat(changed.metadata().bucketer()).isEqualTo(bucketer);
        assertThat(FlagDefinition.fromJson(changed.toJson())).isEqualTo(changed).hasSameHashCodeAs(changed);
        assertThat(changed.withBucketer(new NoOpBucketer())
                        .withConditions(List.of())
                        .withClientData(Map.of())
                        .withEnabled(false))
                .isEqualTo(FLAG);
    }

    @Test
    void whatDoesNotChangeItGivesTheSameInstance() {
        assertThat(FLAG.withEnabled(false)).isSameAs(FLAG);
        assertThat(FLAG.withClientData(Map.of())).isSameAs(FLAG);
        assertThat(FLAG.withConditions(List.of())).isSameAs(FLAG);
        assertThat(FLAG.withBucketer(new NoOpBucketer())).isSameAs(FLAG);
    }

    @Test
    void equalityIsThatOfTheDocument() {
        assertThat(FLAG)
                .isNotEqualTo(FLAG.withEnabled(true))
                .isNotEqualTo(FlagDefinition.of("Flag", false, CREATED, Map.of()))
                .isNotEqualTo(FLAG.toJson());
        FlagDefinition one = FlagDefinition.of("flag", false, CREATED, Map.of("a", 1));
        assertThat(one).isNotEqualTo(one.withClientData(Map.of("a", 1.0)));
    }

    @Test
    void everyChangeKeepsWhatItDoesNotKnow() {
        String stored = "{\"owner\": [1.0], \"meta\": {\"later\": null, \"created_date\": 1700000000.5, \"conditions\":"
                + " [{\"a\": [{\"variable\": \"a\", \"value\": 1, \"operator\": \"like\", \"note\": 2}], \"b\": []}],"
                + " \"bucketer\": {\"type\": \"Tenant\", \"ids\": [1]}, \"client_data\": {}}, \"is_enabled\": true,"
                + " \"feature_name\": \"flag\"}";
        FlagDefinition flag = FlagDefinition.fromJson(stored);
        assertThat(flag.withEnabled(false).toJson()).isEqualTo(stored.replace("true", "false"));
        assertThat(flag.withClientData(Map.of("x", 1)).toJson()).isEqualTo(stored.replace("{}", "{\"x\": 1}"));
        assertThat(flag.withCondition(Condition.of(Map.of())).toJson())
                .isEqualTo(stored.replace("}], \"bu", "}, {}], \"bu"));
        assertThat(flag.withBucketer(flag.metadata().bucketer())).isSameAs(flag);
        assertThat(flag.withBucketer(new NoOpBucketer()).toJson())
                .isEqualTo(stored.replace("Tenant\", \"ids\": [1]", "NoOpBucketer\""));
    }

    @Test
    void refusesWhatCouldNotBeReadAgain() {
        Map<String, Object> data = Map.of("deep", nested(Json.MAX_DEPTH - 2));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FLAG.withClientData(data))
                .withMessage("flag is nested deeper than 512 (does it contain itself?)");
        assertThatIllegalArgumentException().isThrownBy(() -> FlagDefinition.of("flag", true, CREATED, data));
        Condition condition = Condition.of("a", nested(Json.MAX_DEPTH - 5));
        assertThatIllegalArgumentException().isThrownBy(() -> FLAG.withCondition(condition));
        Condition deepest = Condition.of("a", nested(Json.MAX_DEPTH - 6));
        assertThat(FlagDefinition.fromJson(FLAG.withCondition(deepest).toJson())
                        .metadata()
                        .conditions())
                .containsExactly(deepest);
    }

    private static Object nested(int depth) {
        Object value = 1;
        for (int i = 0; i < depth; i++) {
            value = List.of(value);
        }
        return value;
    }

    @Test
    void refusesValuesThatAreNotJson() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FLAG.withClientData(Map.of("a", new Object())))
                .withMessageStartingWith("client data is a java.lang.Object");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FLAG.withBucketer(new UnknownBucketer("Tenant", Map.of("x", Double.NaN), "")));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FLAG.withBucketer(new Pretender("Tenant", Map.of("type", "x"))))
                .withMessage("The bucketer 'Tenant' has a field 'type', where its type stands");
    }

    /** It would be read back as Flipper's own, at 100 % where the percentage is missing. */
    @Test
    void refusesBucketersThatCallThemselvesAsFlippersOwn() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FLAG.withBucketer(new Pretender("PercentageBucketer", Map.of())))
                .withMessageEndingWith(
                        "Pretender calls itself 'PercentageBucketer', which is Flipper's own type; choose another name");
    }

    @Test
    void settingTheSameBucketerLosesNothingOfIt() {
        FlagDefinition salted = FlagDefinition.fromJson(
                "{\"feature_name\": \"flag\", \"is_enabled\": true, \"meta\": {\"created_date\": 1, \"bucketer\": {\"type\":"
                        + " \"PercentageBucketer\", \"percentage\": {\"type\": \"Percentage\", \"value\": 1}, \"salt\": \"x\"}}}");
        assertThat(salted.withBucketer(salted.metadata().bucketer())).isSameAs(salted);
        assertThat(salted.withBucketer(new PercentageBucketer(Percentage.of(0.5)))
                        .toJson())
                .contains("\"value\": 0.5")
                .doesNotContain("salt");
    }

    @Test
    void metadataCannotBeChanged() {
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> FLAG.metadata().clientData().put("a", 1));
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> FLAG.metadata().conditions().add(Condition.of("a", 1)));
        Map<String, Object> data = new HashMap<>(Map.of("a", 1));
        FlagDefinition flag = FLAG.withClientData(data);
        data.clear();
        assertThat(flag.metadata().clientData()).isEqualTo(Map.of("a", 1));
    }

    @Test
    void takesDatesOfAllTimes() {
        for (Instant date : List.of(Instant.EPOCH, Instant.ofEpochSecond(-1), Instant.MIN, Instant.MAX)) {
            FlagDefinition flag = FlagDefinition.of("flag", true, date, Map.of());
            assertThat(flag.metadata().createdDate().getEpochSecond()).isEqualTo(date.getEpochSecond());
        }
    }

    @Test
    void refusesNulls() {
        assertThatNullPointerException()
                .isThrownBy(() -> FlagDefinition.of(null, true, CREATED, Map.of()))
                .withMessage("name");
        assertThatNullPointerException().isThrownBy(() -> FlagDefinition.of("flag", true, null, Map.of()));
        assertThatNullPointerException().isThrownBy(() -> FlagDefinition.of("flag", true, CREATED, null));
        assertThatNullPointerException()
                .isThrownBy(() -> FlagDefinition.fromJson(null))
                .withMessage("json");
        assertThatNullPointerException()
                .isThrownBy(() -> FLAG.withCondition(null))
                .withMessage("condition");
        assertThatNullPointerException().isThrownBy(() -> FLAG.withConditions(Collections.singletonList(null)));
        assertThatNullPointerException()
                .isThrownBy(() -> FLAG.withBucketer(new Pretender(null, Map.of())))
                .withMessage("bucketer type");
    }

    private record Pretender(String type, Map<String, ?> fields) implements Bucketer {
        @Override
        public boolean test(EvaluationContext context, InstantSource clock, RandomGenerator random) {
            return true;
        }
    }

    @Test
    void readsWhatABackendHasByItsName() {
        byte[] stored = FLAG.toJson().getBytes(UTF_8);

        assertThat(FlagDefinition.fromStored("flag", stored)).isEqualTo(FLAG);
    }

    @Test
    void isNoFlagOfAnotherName() {
        byte[] stored = FLAG.toJson().getBytes(UTF_8);

        assertThatExceptionOfType(FlagFormatException.class)
                .isThrownBy(() -> FlagDefinition.fromStored("OTHER", stored))
                .withMessageContaining("'OTHER'")
                .withMessageContaining("it says that its name is 'flag'");
    }

    @Test
    void isNoFlagInAnotherEncoding() {
        assertThatExceptionOfType(FlagFormatException.class)
                .isThrownBy(() -> FlagDefinition.fromStored("flag", new byte[] {(byte) 0xFF}))
                .withMessageContaining("'flag'")
                .withMessageContaining("it is not a text in UTF-8");
    }

    @Test
    void isToldByTheNameThatItIsStoredByIfItHasNoneOfItsOwn() {
        for (String broken : new String[] {"", "no JSON", "[]", "{}", "{\"feature_name\": \"other\"}"}) {
            assertThatExceptionOfType(FlagFormatException.class)
                    .isThrownBy(() -> FlagDefinition.fromStored("flag", broken.getBytes(UTF_8)))
                    .withMessageStartingWith("The stored flag 'flag' cannot be read: ")
                    .satisfies(e -> assertThat(e.flag()).isEqualTo("flag"));
        }
    }
}
