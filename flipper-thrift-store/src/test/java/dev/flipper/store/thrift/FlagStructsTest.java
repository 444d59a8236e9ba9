package dev.flipper.store.thrift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.flipper.FlagFormatException;
import dev.flipper.store.FlagDefinition;
import dev.flipper.store.thrift.idl.ConditionCheck;
import dev.flipper.store.thrift.idl.ConditionOperator;
import dev.flipper.store.thrift.idl.FeatureFlagStoreItem;
import dev.flipper.store.thrift.idl.FeatureFlagStoreMeta;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class FlagStructsTest {

    static List<String> documents() {
        return StoredItems.all();
    }

    @Test
    void thereAreDocuments() {
        assertThat(documents()).hasSize(60);
    }

    @ParameterizedTest
    @MethodSource("documents")
    void whatTheOriginalHasWrittenComesBack(String document) {
        FlagDefinition flag = FlagDefinition.fromJson(document);
        FlagDefinition back = FlagStructs.flag(flag.name(), FlagStructs.item(flag));
        assertThat(back).isEqualTo(FlagDefinition.fromJson(StoredItems.known(document)));
    }

    @Test
    void anOperatorIsItsSymbol() {
        FlagDefinition flag = flag("\"created_date\": 1, \"conditions\": [{\"age\": [{\"variable\": \"age\", \"value\":"
                + " 1.0, \"operator\": \"gte\"}, {\"variable\": \"age\", \"value\": 1, \"operator\": null}]}]");
        List<ConditionCheck> checks =
                FlagStructs.meta(flag).getConditions().get(0).get("age");
        assertThat(checks)
                .containsExactly(
                        new ConditionCheck()
                                .setVariable("age")
                                .setValue("1.0")
                                .setOperator(new ConditionOperator().setSymbol("gte")),
                        new ConditionCheck().setVariable("age").setValue("1"));
    }

    @Test
    void aDateIsWholeSecondsWithinLimits() {
        assertThat(FlagStructs.meta(flag("\"created_date\": 1500000000.75")).getCreated_date())
                .isEqualTo(1_500_000_000);
        assertThat(FlagStructs.meta(flag("\"created_date\": 1" + "0".repeat(30)))
                        .getCreated_date())
                .isEqualTo(Long.MAX_VALUE);
        assertThat(FlagStructs.meta(flag("\"created_date\": -1" + "0".repeat(30)))
                        .getCreated_date())
                .isEqualTo(Long.MIN_VALUE);
    }

    private static FlagDefinition flag(String meta) {
        return FlagDefinition.fromJson("{\"feature_name\": \"flag\", \"is_enabled\": true, \"meta\": {" + meta + "}}");
    }

    @Test
    void anOperatorMayLackItsSymbol() {
        FeatureFlagStoreItem item = item(new FeatureFlagStoreMeta()
                .setCreated_date(1)
                .setConditions(List.of(Map.of(
                        "age",
                        List.of(new ConditionCheck()
                                .setVariable("age")
                                .setValue("1")
                                .setOperator(new ConditionOperator()))))));
        assertThat(FlagStructs.flag("flag", item).toJson()).contains("\"operator\": null");
    }

    private static FeatureFlagStoreItem item(FeatureFlagStoreMeta meta) {
        return new FeatureFlagStoreItem()
                .setFeature_name("flag")
                .setIs_enabled(true)
                .setMeta(meta);
    }

    @Test
    void whatIsLeftOutIsMissing() {
        for (FeatureFlagStoreItem item : List.of(
                new FeatureFlagStoreItem(),
                item(new FeatureFlagStoreMeta()),
                item(new FeatureFlagStoreMeta()
                        .setCreated_date(1)
                        .setConditions(List.of(Map.of("age", List.of(new ConditionCheck()))))))) {
            assertThatExceptionOfType(FlagFormatException.class)
                    .isThrownBy(() -> FlagStructs.flag("flag", item))
                    .withMessageContaining("is missing");
        }
    }

    @Test
    void anItemOfAnotherNameIsNoFlag() {
        assertThatExceptionOfType(FlagFormatException.class)
                .isThrownBy(() -> FlagStructs.flag("other", item(new FeatureFlagStoreMeta().setCreated_date(1))))
                .withMessageContaining("its name is 'flag'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "NaN", "[]"})
    void whatIsNoJsonOrNoDataIsNoFlag(String data) {
        FeatureFlagStoreItem item =
                item(new FeatureFlagStoreMeta().setCreated_date(1).setClient_data("[" + data));
        assertThatExceptionOfType(FlagFormatException.class).isThrownBy(() -> FlagStructs.flag("flag", item));
    }

    @Test
    void whatIsNestedTooDeepIsNoFlag() {
        String deep = "{\"x\":".repeat(511) + "1" + "}".repeat(511);
        FeatureFlagStoreItem item =
                item(new FeatureFlagStoreMeta().setCreated_date(1).setClient_data(deep));
        assertThatExceptionOfType(FlagFormatException.class).isThrownBy(() -> FlagStructs.flag("flag", item));
    }
}
