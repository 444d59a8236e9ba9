package dev.flipper.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.flipper.FeatureFlag;
import dev.flipper.FeatureFlagClient;
import dev.flipper.FeatureFlagClientListener;
import dev.flipper.setting.Setting;
import dev.flipper.setting.Settings;
import io.smallrye.config.SmallRyeConfigBuilder;
import jakarta.enterprise.inject.spi.DefinitionException;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import org.junit.jupiter.api.Test;

/** The settings of parts that join in with each client. */
class JoiningSettingsTest {

    private static List<String> flags(FeatureFlagClient client) {
        return client.list().stream().map(FeatureFlag::name).toList();
    }

    @Test
    void eachClientHasItsOwn() {
        Map<String, String> settings = Map.of("flipper.loud.volume", "11", "flipper.client.billing.loud.volume", "3");
        try (Application application = Application.start(settings)) {
            assertThat(flags(application.get(FeatureFlagClient.class))).containsExactly("default at 11");
            assertThat(flags(application.get(FeatureFlagClient.class, FlipperClient.Literal.of("billing"))))
                    .containsExactly("billing at 3");
        }
    }

    @Test
    void aWrongOneFailsTheDeployment() {
        Throwable failure = catchThrowable(
                () -> Application.start(Map.of("flipper.loud.volume", "12")).close());
        assertThat(failure)
                .isInstanceOf(DefinitionException.class)
                .hasMessageContaining("FLIPPER-1101: flipper.loud.volume=12 (from PropertiesConfigSource[source=test"
                        + " settings]): it has to be a whole number from 0 to 11");
    }

    @Test
    void onlyDeclaredOnesCanBeLookedUp() {
        DeclaredSettings none = new DeclaredSettings("A part", List.of(), null);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> none.get(Setting.text("loud.tone")))
                .withMessage("A part does not declare its setting loud.tone");
    }

    @Test
    void aPartThatCannotBeLoadedIsPassedOver() {
        assertThat(JoiningSettings.declared(() -> {
                    throw new ServiceConfigurationError("no such class");
                }))
                .isEmpty();
        assertThat(JoiningSettings.declared(List.of(new LoudListener()))).hasSize(1);
    }

    /** Declares what it is given. */
    private record Part(List<Setting<?>> settings) implements FeatureFlagClientListener {
        @Override
        public void opened(FeatureFlagClient client, Settings given) {}

        @Override
        public void closed(FeatureFlagClient client) {}
    }

    @Test
    void aPartThatFailsToTellItsSettingsTakesNoneFromTheOthers() {
        try (LogRecords log = LogRecords.of("dev.flipper.cdi")) {
            assertThat(JoiningSettings.declared(List.of(new Part(null), new LoudListener())))
                    .hasSize(1);
            assertThat(log.messages())
                    .containsExactly("FLIPPER-0016: dev.flipper.cdi.JoiningSettingsTest$Part, which joins in with each"
                            + " client, failed to tell its settings; it is opened without any");
        }
    }

    @Test
    void aRequiredOneThatIsMissingFailsTheDeployment() {
        DeploymentProblems problems = new DeploymentProblems();
        ClientKeys keys = new ClientKeys(new FlipperConfig(new SmallRyeConfigBuilder().build()), FlipperClient.DEFAULT);
        List<Setting<?>> joining = List.of(Setting.text("loud.tone").required());
        assertThat(new ClientSettings(keys, StoreProviders.load(problems), joining, null, "", problems))
                .isNotNull();
        assertThat(problems.toString())
                .contains("FLIPPER-1102: flipper.loud.tone is missing: a part that joins in with the client 'default'"
                        + " cannot be without it; it has to be a text");
    }
}
