package dev.flipper.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.flipper.FeatureFlag;
import dev.flipper.FeatureFlagClient;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ClientInjectionTest {

    @ApplicationScoped
    static class Stable {

        @Inject
        FeatureFlagClient features;

        @Inject
        @Flag("IMPROVED_HORSE_SOUNDS")
        FeatureFlag sounds;

        @Inject
        @Flag("OTHER")
        Instance<FeatureFlag> later;

        FeatureFlagClient features() {
            return features;
        }

        FeatureFlag sounds() {
            return sounds;
        }

        FeatureFlag later() {
            return later.get();
        }
    }

    @Dependent
    static class Field {

        final FeatureFlag fromConstructor;

        @Inject
        Field(@Flag("FROM_CONSTRUCTOR") FeatureFlag flag) {
            fromConstructor = flag;
        }
    }

    @Test
    void allBeansShareOneClient() {
        try (Application application = Application.start(Map.of(), Stable.class)) {
            assertThat(application.get(Stable.class).features()).isSameAs(application.get(FeatureFlagClient.class));
        }
    }

    @Test
    void aHandleIsLive() {
        try (Application application = Application.start(Map.of(), Stable.class)) {
            FeatureFlag sounds = application.get(Stable.class).sounds();
            assertThat(sounds.name()).isEqualTo("IMPROVED_HORSE_SOUNDS");
            assertThat(sounds.isEnabled()).isFalse();

            application.get(FeatureFlagClient.class).create("IMPROVED_HORSE_SOUNDS", true);

            assertThat(sounds.isEnabled()).isTrue();
        }
    }

    @Test
    void aHandleComesToConstructorsLazyInstancesAndLookUps() {
        try (Application application = Application.start(Map.of(), Stable.class, Field.class)) {
            assertThat(application.get(Field.class).fromConstructor.name()).isEqualTo("FROM_CONSTRUCTOR");
            assertThat(application.get(Stable.class).later().name()).isEqualTo("OTHER");
            assertThat(application
                            .get(FeatureFlag.class, Flag.Literal.of("LOOKED_UP"))
                            .name())
                    .isEqualTo("LOOKED_UP");
        }
    }

    @Test
    void settingsDeclareFlags() {
        Map<String, String> settings = Map.of(
                "flipper.store", "memory",
                "flipper.flags.\"IMPROVED_HORSE_SOUNDS\"", "true",
                "flipper.flags.\"with.dot and space\"", "false",
                "flipper.flags.UNQUOTED", "true");
        try (Application application = Application.start(settings)) {
            assertThat(application.get(FeatureFlagClient.class).list())
                    .extracting(FeatureFlag::name, FeatureFlag::isEnabled)
                    .containsExactly(
                            tuple("IMPROVED_HORSE_SOUNDS", true),
                            tuple("UNQUOTED", true),
                            tuple("with.dot and space", false));
        }
    }

    /** For this variable SmallRye also lists a name in lower case that has no value. */
    @Test
    void aNameThatAVariableOnlySuggestsIsNoFlag() {
        Map<String, String> settings = Map.of("flipper.flags.\"HORSE_SOUNDS\"", "true");
        Map<String, String> environment = Map.of("FLIPPER_FLAGS__HORSE_SOUNDS_", "false");
        try (Application application = Application.start(settings, environment)) {
            assertThat(application.get(FeatureFlagClient.class).list())
                    .extracting(FeatureFlag::name)
                    .containsExactly("HORSE_SOUNDS");
        }
    }

    @Test
    void aDeclaredFlagThatCannotBeCreatedIsToldAndHindersNobody() throws Exception {
        Map<String, String> settings = Map.of(
                "flipper.store",
                "recording",
                "flipper.recording.refuse",
                "A",
                "flipper.flags.A",
                "true",
                "flipper.flags.B",
                "true");
        try (LogRecords log = LogRecords.of("dev.flipper.cdi");
                Application application = Application.start(settings)) {
            log.await("FLIPPER-0002: The flag 'A' that the settings declare could not be created");
            assertThat(application.get(FeatureFlagClient.class).list())
                    .extracting(FeatureFlag::name)
                    .containsExactly("B");
        }
    }

    @Test
    void aFlagThatExistsIsLeftAsItIs() {
        Map<String, String> settings =
                Map.of("flipper.store", "recording", "flipper.recording.existing", "A", "flipper.flags.A", "true");
        try (Application application = Application.start(settings)) {
            assertThat(application.get(FeatureFlagClient.class).isEnabled("A")).isFalse();
        }
    }

    @Test
    void clientAndHandleSurvivePassivation() throws Exception {
        try (Application application = Application.start(Map.of(), Stable.class)) {
            FeatureFlagClient client = application.get(FeatureFlagClient.class);
            client.create("IMPROVED_HORSE_SOUNDS", true);

            assertThat(Passivation.of(client)).isSameAs(client);
            FeatureFlag handle = Passivation.of(application.get(Stable.class).sounds());
            assertThat(handle.isEnabled()).isTrue();
        }
    }
}
