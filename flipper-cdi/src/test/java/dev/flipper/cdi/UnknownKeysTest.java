package dev.flipper.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class UnknownKeysTest {

    private static final String SOURCE =
            " (from PropertiesConfigSource[source=test settings]) is no setting of Flipper" + " and has no effect";
    private static final String VARIABLE = " (from the environment) is no setting of Flipper and has no effect";

    private static List<String> warnings(Map<String, String> settings, Map<String, String> environment) {
        try (LogRecords log = LogRecords.of("dev.flipper.cdi");
                Application application = Application.start(settings, environment)) {
            assertThat(application).isNotNull();
            return log.messages(10);
        }
    }

    private static List<String> warnings(String key) {
        return warnings(Map.of(key, "hunter2"), Map.of());
    }

    @Test
    void aMisspeltKeyIsToldWithTheNearestOneAndWithoutItsValue() {
        assertThat(warnings("flipper.sotre"))
                .containsExactly("FLIPPER-0010: flipper.sotre" + SOURCE + "; did you mean flipper.store?");
        assertThat(warnings("flipper.strict.basekey"))
                .containsExactly(
                        "FLIPPER-0010: flipper.strict.basekey" + SOURCE + "; did you mean flipper.strict.base-key?");
        assertThat(warnings("flipper.client.billing.cachettl"))
                .containsExactly("FLIPPER-0010: flipper.client.billing.cachettl" + SOURCE
                        + "; did you mean flipper.client.billing.cache.ttl?");
    }

    @Test
    void aMisspeltGroupIsToldWithItsMember() {
        assertThat(warnings("flipper.flag.\"A.B\""))
                .containsExactly(
                        "FLIPPER-0010: flipper.flag.\"A.B\"" + SOURCE + "; did you mean flipper.flags.\"A.B\"?");
        assertThat(warnings("flipper.clients.a.store"))
                .containsExactly(
                        "FLIPPER-0010: flipper.clients.a.store" + SOURCE + "; did you mean flipper.client.a.store?");
        assertThat(warnings("flipper.client.billing"))
                .containsExactly("FLIPPER-0010: flipper.client.billing" + SOURCE
                        + "; did you mean flipper.client.billing.store?");
    }

    @Test
    void whatIsNearToNothingIsToldAlone() {
        assertThat(warnings("flipper.something.else")).containsExactly("FLIPPER-0010: flipper.something.else" + SOURCE);
        assertThat(warnings("flipper.x")).containsExactly("FLIPPER-0010: flipper.x" + SOURCE);
    }

    @Test
    void theSettingOfAPartThatIsNotThereIsToldWithItsArtifact() {
        assertThat(warnings("flipper.jmx.max-flags"))
                .containsExactly("FLIPPER-0010: flipper.jmx.max-flags" + SOURCE
                        + ": flipper-jmx is not on the class path. Add the artifact dev.flipper:flipper-jmx.");
        assertThat(warnings("flipper.loud.volumes"))
                .containsExactly("FLIPPER-0010: flipper.loud.volumes" + SOURCE + "; did you mean flipper.loud.volume?");
    }

    @Test
    void theSettingOfAStoreThatIsNotThereIsToldWithItsArtifact() {
        assertThat(warnings("flipper.redis.base-key"))
                .containsExactly("FLIPPER-0010: flipper.redis.base-key" + SOURCE
                        + ": the store 'redis' is not on the class path. Add the artifact"
                        + " dev.flipper:flipper-redis-store.");
    }

    @Test
    void aSettingOfAnotherStoreThanTheChosenOneIsFine() {
        assertThat(warnings("flipper.strict.base-key")).isEmpty();
    }

    @Test
    void otherKeysAreNobodysBusiness() {
        assertThat(warnings("flippers.store")).isEmpty();
        assertThat(warnings("%dev.flipper.sotre")).isEmpty();
    }

    @Test
    void rightVariablesAreFineWhateverTheirNamesAreGuessedToMean() {
        Map<String, String> environment = Map.of(
                "FLIPPER_STORE", "memory",
                "FLIPPER_STRICT_BASE_KEY", "x",
                "FLIPPER_CLIENT_A_STRICT_BASE_KEY", "x",
                "FLIPPER_FLAGS_A_B", "true");
        assertThat(warnings(Map.of("flipper.flags.A_B", "false"), environment)).isEmpty();
    }

    @Test
    void variablesOfOthersAreFine() {
        Map<String, String> environment = Map.of(
                "FLIPPER_PORT", "tcp://10.0.0.1:8080",
                "FLIPPER_PORT_8080_TCP", "tcp://10.0.0.1:8080",
                "FLIPPER_SERVICE_HOST", "10.0.0.1",
                "FLIPPER_CLIENT_SERVICE_HOST", "10.0.0.1",
                "FLIPPER_HOME", "/opt");
        assertThat(warnings(Map.of(), environment)).isEmpty();
    }

    @Test
    void aMisspeltVariableIsTold() {
        assertThat(warnings(Map.of(), Map.of("FLIPPER_STRICT_BASEKEY", "x")))
                .containsExactly(
                        "FLIPPER-0010: FLIPPER_STRICT_BASEKEY" + VARIABLE + "; did you mean FLIPPER_STRICT_BASE_KEY?");
        assertThat(warnings(Map.of("flipper.client.a.store", "memory"), Map.of("FLIPPER_CLIENT_A_LOKAL", "none")))
                .containsExactly(
                        "FLIPPER-0010: FLIPPER_CLIENT_A_LOKAL" + VARIABLE + "; did you mean FLIPPER_CLIENT_A_LOCAL?");
    }
}
