package dev.flipper.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.flipper.EvaluationContext;
import dev.flipper.EvaluationContextProvider;
import dev.flipper.FeatureFlag;
import dev.flipper.FeatureFlagClient;
import dev.flipper.store.FeatureFlagStore;
import dev.flipper.store.MemoryFeatureFlagStore;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.spi.DeploymentException;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Beans that ask for the client which is being made of them: told, in place of a deployment that never ends. */
@Timeout(value = 1, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class CircleTest {

    private static final Map<String, String> FLAGS = Map.of("flipper.flags.F", "true");

    @ApplicationScoped
    static class StoreThatAsks extends StoreBeansTest.Kept {
        @Inject
        FeatureFlagClient features;
    }

    /** Where an application may well have what it does with flags, too. */
    @ApplicationScoped
    static class ProducerThatAsks {
        @Inject
        @Flag("F")
        FeatureFlag flag;

        @Produces
        @ApplicationScoped
        FeatureFlagStore store() {
            return new MemoryFeatureFlagStore();
        }
    }

    @Dependent
    static class ProviderThatAsks implements EvaluationContextProvider {
        @Inject
        FeatureFlagClient features;

        @Override
        public EvaluationContext currentContext() {
            return EvaluationContext.empty();
        }
    }

    @ApplicationScoped
    static class AsksLater extends StoreBeansTest.Kept {
        @Inject
        Instance<FeatureFlagClient> features;

        FeatureFlagClient features() {
            return features.get();
        }
    }

    @BeforeEach
    void forget() {
        RecordingStoreProvider.LIFE.clear();
    }

    private static void assertTold(String store, Map<String, String> settings, Class<?>... beans) {
        Throwable failure =
                catchThrowable(() -> Application.start(settings, beans).close());
        assertThat(failure)
                .isInstanceOf(DeploymentException.class)
                .hasMessage(
                        "FLIPPER-1114: The feature flag client 'default' on the store " + store + " is asked for while"
                                + " it is being opened: its store, or an EvaluationContextProvider, is made by a bean that"
                                + " injects the client or one of its flags. Let that bean inject an Instance, and call get()"
                                + " later");
    }

    @Test
    void aStoreThatInjectsItsClient() {
        String store = "'" + StoreThatAsks.class.getName() + "', local: ";
        assertTold(store + "none", FLAGS, StoreThatAsks.class);
        assertTold(store + "mirror", Map.of("flipper.local", "mirror"), StoreThatAsks.class);
    }

    @Test
    void aProducerOfAStoreThatInjectsAFlag() {
        assertTold("'" + ProducerThatAsks.class.getName() + ".store', local: none", FLAGS, ProducerThatAsks.class);
    }

    @Test
    void aProviderThatInjectsItsClient() {
        assertTold(
                "'recording', local: mirror",
                Map.of("flipper.store", "recording", "flipper.recording.uri", "somewhere"),
                ProviderThatAsks.class);
        assertThat(RecordingStoreProvider.LIFE).containsExactly("opened somewhere", "closed");
    }

    @Test
    void anInstanceMayBeAskedLater() {
        try (Application application = Application.start(FLAGS, AsksLater.class)) {
            assertThat(application.get(AsksLater.class).features().isEnabled("F"))
                    .isTrue();
        }
    }
}
