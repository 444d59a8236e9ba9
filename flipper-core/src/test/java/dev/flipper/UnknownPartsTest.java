package dev.flipper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.flipper.bucketing.Bucketer;
import dev.flipper.bucketing.NoOpBucketer;
import dev.flipper.bucketing.UnknownBucketer;
import dev.flipper.condition.Condition;
import dev.flipper.json.Json;
import dev.flipper.json.JsonCursor;
import dev.flipper.store.TextStore;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Written by a newer version, or by an application that knows more. */
class UnknownPartsTest {

    private static final String CONDITIONS =
            "[{\"age\": [{\"variable\": \"age\", \"value\": 1, \"operator\": \"like\", \"flags\": [1.0]}]}]";
    private static final String TENANT = "{\"type\": \"Tenant\", \"ids\": [1, 2.0], \"deep\": {\"x\": null}}";
    private static final String SINE =
            "{\"type\": \"PercentageBucketer\", \"percentage\": {\"type\": \"Sine\"}, \"x\": 1}";

    private final TextStore store = new TextStore();
    private final FeatureFlagClient client =
            FeatureFlagClient.builder(store).name("main").build();
    private final LogCapture log = new LogCapture();

    @AfterEach
    void releaseLog() {
        log.close();
    }

    private void store(String name, String conditions, String bucketer) {
        store.put(
                name,
                "{\"feature_name\": \"" + name + "\", \"is_enabled\": true, \"meta\": {\"created_date\": 1,"
                        + " \"conditions\": " + conditions + ", \"bucketer\": " + bucketer + "}, \"owner\": 5}");
    }

    private void assertError(String flag, EvaluationContext context, String detail) {
        for (int i = 0; i < 10; i++) {
            assertThat(client.isEnabled(flag, context)).isFalse();
            assertThat(client.isEnabled(flag, context, true)).isTrue();
        }
        assertThat(client.evaluate(flag, context)).isEqualTo(new FlagEvaluation(flag, false, Reason.ERROR, detail));
        assertThat(log.warnings())
                .containsExactly("Client 'main': The check of the flag '" + flag + "' came to no verdict: " + detail);
    }

    @Test
    void anUnknownOperatorThatHasToBeAskedIsAnError() {
        store("flag", CONDITIONS, "{\"type\": \"NoOpBucketer\"}");
        assertError(
                "flag",
                EvaluationContext.of("age", 5),
                "a condition has the unknown operator 'like' on the attribute 'age'");
        assertThat(client.isEnabled("flag", EvaluationContext.of("other", 5))).isTrue();
    }

    @Test
    void anUnknownBucketerThatHasToBeAskedIsAnError() {
        store("flag", "[]", TENANT);
        assertError("flag", EvaluationContext.empty(), "the bucketer type 'Tenant' is not known here");
    }

    @Test
    void anUnknownPercentageThatHasToBeAskedIsAnError() {
        store("flag", "[]", SINE);
        assertError(
                "flag",
                EvaluationContext.empty(),
                "the percentage type 'Sine' is not known here; known are Percentage and LinearRampPercentage");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {TENANT, SINE})
    void itsDataSurvivesEveryUpdate(String bucketer) {
        store("flag", CONDITIONS, bucketer);
        client.disable("flag");
        client.enable("flag");
        client.setClientData("flag", Map.of("a", 1));
        client.removeClientData("flag", "a");
        client.addCondition("flag", Condition.of("b", 1));
        JsonCursor document = new JsonCursor("", Json.parse(store.text("flag")));
        JsonCursor meta = document.member("meta");
        assertThat(Json.write(meta.member("bucketer").value())).isEqualTo(bucketer);
        assertThat(Json.write(meta.member("conditions").elements().get(0).value()))
                .isEqualTo(CONDITIONS.substring(1, CONDITIONS.length() - 1));
        assertThat(meta.member("conditions").elements()).hasSize(2);
        assertThat(document.member("owner").value()).isEqualTo(5);
    }

    @Test
    void anUnknownBucketerCanBeCopiedAndReplaced() {
        store("flag", "[]", TENANT);
        client.create("copy");
        Bucketer tenant = client.getMetadata("flag").bucketer();
        assertThat(tenant).isInstanceOf(UnknownBucketer.class);
        assertThatCode(() -> client.setBucketer("copy", tenant)).doesNotThrowAnyException();
        assertThat(client.getMetadata("copy").bucketer()).isEqualTo(tenant);
        client.setBucketer("flag", new NoOpBucketer());
        assertThat(client.getMetadata("flag").bucketer()).isEqualTo(new NoOpBucketer());
    }

    @Test
    void aBucketerThatCouldNotBeAskedIsNotSet() {
        client.create("flag");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> client.setBucketer("flag", new TenantBucketer("x")))
                .withMessage("The bucketer of the type 'dev.flipper.Tenant' could be stored but not be asked, the"
                        + " bucketer type 'dev.flipper.Tenant' is not known here; give the client's builder a"
                        + " BucketerFactory of this type");
        assertThat(client.getMetadata("flag").bucketer()).isEqualTo(new NoOpBucketer());
    }
}
