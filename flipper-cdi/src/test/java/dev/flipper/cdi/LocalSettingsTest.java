package dev.flipper.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flipper.FeatureFlagClient;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What stands between client and store shows in how often the store is read. */
class LocalSettingsTest {

    @BeforeEach
    void forget() {
        RecordingStoreProvider.READS.set(0);
    }

    private static Application start(String... settings) {
        Map<String, String> all = new HashMap<>(Map.of("flipper.store", "recording"));
        for (int i = 0; i < settings.length; i += 2) {
            all.put(settings[i], settings[i + 1]);
        }
        return Application.start(all);
    }

    private static int readsOf(int checks, Application application) {
        FeatureFlagClient client = application.get(FeatureFlagClient.class);
        for (int i = 0; i < checks; i++) {
            assertThat(client.isEnabled("A")).isFalse();
        }
        return RecordingStoreProvider.READS.get();
    }

    private static boolean hasThread(String name) {
        return Thread.getAllStackTraces().keySet().stream()
                .anyMatch(thread -> thread.getName().equals(name) && thread.isDaemon());
    }

    @Test
    void aStoreIsMirroredUnlessSettingsSayOtherwise() {
        try (Application application = start()) {
            assertThat(readsOf(3, application)).isZero();
            assertThat(hasThread("flipper-mirror-default")).isTrue();
        }
    }

    @Test
    void aCacheReadsAFlagOnce() {
        try (Application application = start("flipper.local", "cache", "flipper.cache.size", "7")) {
            assertThat(readsOf(3, application)).isEqualTo(1);
            assertThat(hasThread("flipper-mirror-default")).isFalse();
        }
    }

    @Test
    void aCacheReadsAgainAfterItsTimeToLive() {
        try (Application application = start("flipper.local", "cache", "flipper.cache.ttl", "1ms")) {
            FeatureFlagClient client = application.get(FeatureFlagClient.class);
            long patience = System.nanoTime() + Duration.ofSeconds(30).toNanos();
            while (RecordingStoreProvider.READS.get() < 2 && System.nanoTime() < patience) {
                client.isEnabled("A");
            }
            assertThat(RecordingStoreProvider.READS).hasValueGreaterThan(1);
        }
    }

    @Test
    void withoutACopyEachCheckReads() {
        try (Application application = start("flipper.local", "none")) {
            assertThat(readsOf(3, application)).isEqualTo(3);
        }
    }

    @Test
    void aMemoryStoreIsNeverWrapped() {
        try (LogRecords log = LogRecords.of("dev.flipper.cdi");
                Application application = start("flipper.store", "memory", "flipper.local", "mirror")) {
            assertThat(application).isNotNull();
            assertThat(log.messages(1)).first().asString().contains("'memory', local: none");
            assertThat(hasThread("flipper-mirror-default")).isFalse();
        }
    }

    @Test
    void settingsOfTheCacheWithoutACacheAreToldOf() {
        String source = " (from PropertiesConfigSource[source=test settings]) ";
        try (LogRecords log = LogRecords.of("dev.flipper.cdi");
                Application application = start("flipper.cache.size", "7", "flipper.cache.ttl", "1h")) {
            assertThat(application).isNotNull();
            assertThat(log.messages(11))
                    .containsExactly(
                            "FLIPPER-0011: flipper.cache.size" + source + "has no effect without flipper.local=cache",
                            "FLIPPER-0011: flipper.cache.ttl" + source + "has no effect without flipper.local=cache");
        }
    }

    @Test
    void replicasGetWhatIsWritten() {
        StrictStoreProvider.STORES.clear();
        try (Application application = start(
                "flipper.replicas", "memory, strict,",
                "flipper.strict.uri", "strict://copy",
                "flipper.flags.DECLARED", "true")) {
            application.get(FeatureFlagClient.class).create("A", true);
        }
        // Closing brings what waits.
        assertThat(StrictStoreProvider.STORES.get(0).get("A")).isNotNull();
        assertThat(StrictStoreProvider.STORES.get(0).get("DECLARED")).isNotNull();
    }
}
