package dev.flipper.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.flipper.CheckStatistics;
import dev.flipper.FeatureFlagClient;
import dev.flipper.StoreException;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LifecycleTest {

    private static final Map<String, String> SETTINGS =
            Map.of("flipper.store", "recording", "flipper.recording.uri", "somewhere");

    /** Asks for a flag as soon as anything can. */
    @ApplicationScoped
    static class Early {

        @Inject
        FeatureFlagClient features;

        private boolean asked;

        void start(@Observes @Initialized(ApplicationScoped.class) Object event) {
            asked = !features.isEnabled("NONE");
        }

        boolean asked() {
            return asked;
        }
    }

    @ApplicationScoped
    static class ModuleAnnouncer {

        @Inject
        @Initialized(ApplicationScoped.class)
        Event<String> started;

        void announceOnceMore() {
            started.fire("another module");
        }
    }

    @BeforeEach
    void forget() {
        RecordingStoreProvider.LIFE.clear();
    }

    @Test
    void theClientOpensWithTheApplicationAndClosesWithIt() {
        try (Application application = Application.start(SETTINGS)) {
            assertThat(RecordingStoreProvider.LIFE).containsExactly("opened somewhere");
            assertThat(application.get(BeanManager.class)).isNotNull();
        }
        assertThat(RecordingStoreProvider.LIFE).containsExactly("opened somewhere", "closed");
    }

    @Test
    void aBeanMayAskForFlagsWhileTheApplicationStarts() {
        try (Application application = Application.start(SETTINGS, Early.class)) {
            assertThat(application.get(Early.class).asked()).isTrue();
            assertThat(RecordingStoreProvider.LIFE).containsExactly("opened somewhere");
        }
    }

    @Test
    void aSecondAnnouncementOfTheStartOpensNothing() {
        try (Application application = Application.start(SETTINGS, ModuleAnnouncer.class)) {
            application.get(ModuleAnnouncer.class).announceOnceMore();
            assertThat(RecordingStoreProvider.LIFE).containsExactly("opened somewhere");
        }
        assertThat(RecordingStoreProvider.LIFE).containsExactly("opened somewhere", "closed");
    }

    @Test
    void aDeploymentThatFailsOpensNothing() {
        assertThatThrownBy(() -> Application.start(SETTINGS, DeploymentProblemsTest.RedirectMissing.class)
                        .close())
                .hasMessageContaining("FLIPPER-1005");
        assertThat(RecordingStoreProvider.LIFE).isEmpty();
    }

    @Test
    void afterTheEndChecksAreStillAnsweredAndChangesAreRefused() {
        FeatureFlagClient client;
        try (Application application = Application.start(SETTINGS)) {
            client = application.get(FeatureFlagClient.class);
            client.create("A", true);
        }
        assertThat(client.isEnabled("A")).isTrue();
        assertThatThrownBy(() -> client.disable("A"))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("closed");
        assertThat(RecordingStoreProvider.LIFE).containsExactly("opened somewhere", "closed");
    }

    /** Nobody would close it, and the class loader of the application would stay. */
    @Test
    void afterTheEndNothingIsOpened() {
        try (Application application = Application.start(Map.of())) {
            SmallRyeConfig config = new SmallRyeConfigBuilder()
                    .withSources(new PropertiesConfigSource(new HashMap<>(SETTINGS), "test settings", 200))
                    .build();
            DeploymentProblems problems = new DeploymentProblems();
            Clients clients = Clients.configured(
                    new FlipperConfig(config), new DiscoveredBeans(), Set.of(), new ContainerContext(), problems);
            clients.close();
            BeanManager beanManager = application.get(BeanManager.class);
            assertThatThrownBy(() -> clients.get(FlipperClient.DEFAULT, beanManager))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("FLIPPER-0015: The feature flag client 'default' is asked for the first time when the"
                            + " application has ended or failed to start; it is not opened any more");
        }
        assertThat(RecordingStoreProvider.LIFE).isEmpty();
    }

    @Test
    void noThreadGoesOnWithFlagsThatAreStillToBeDeclared() throws Exception {
        Map<String, String> settings =
                Map.of("flipper.store", "recording", "flipper.recording.refuse", "A", "flipper.flags.A", "true");
        Thread declaring;
        try (Application application = Application.start(settings)) {
            assertThat(application).isNotNull();
            declaring = Thread.getAllStackTraces().keySet().stream()
                    .filter(thread -> thread.getName().equals("flipper-declare-default"))
                    .findAny()
                    .orElseThrow();
        }
        declaring.join(30_000);
        assertThat(declaring.isAlive()).isFalse();
    }

    /** Whoever starts the counting, a thread of JMX perhaps. */
    @Test
    void theThreadThatLooksAtTheClockIsTheApplications() throws Exception {
        Thread thread = Thread.currentThread();
        ClassLoader loader = thread.getContextClassLoader();
        Thread clock;
        try (Application application = Application.start(Map.of())) {
            CheckStatistics statistics =
                    application.get(FeatureFlagClient.class).statistics();
            thread.setContextClassLoader(ClassLoader.getPlatformClassLoader());
            try {
                statistics.startCounting();
            } finally {
                thread.setContextClassLoader(loader);
            }
            clock = Thread.getAllStackTraces().keySet().stream()
                    .filter(other -> other.getName().equals("flipper-clock-default") && other.isAlive())
                    .findAny()
                    .orElseThrow();
            assertThat(clock.getContextClassLoader()).isSameAs(loader);
        }
        clock.join();
    }
}
