package dev.flipper.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.flipper.FeatureFlag;
import dev.flipper.FeatureFlagClient;
import dev.flipper.setting.Setting;
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
}
