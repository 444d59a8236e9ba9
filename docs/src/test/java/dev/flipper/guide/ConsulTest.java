package dev.flipper.guide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.flipper.FeatureFlagClient;
import dev.flipper.setting.Setting;
import dev.flipper.store.FeatureFlagStore;
import dev.flipper.store.MirroredFeatureFlagStore;
import dev.flipper.store.StoreSettings;
import dev.flipper.store.consul.ConsulFeatureFlagStore;
import dev.flipper.store.consul.ConsulFeatureFlagStoreProvider;
import dev.flipper.store.testing.consul.ConsulProcess;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The code and the settings of Consul in docs/stores.md. */
class ConsulTest {

    private static final Pattern PROPERTIES = Pattern.compile("(?s)```properties\n(.*?)```");
    private static final Pattern KEY = Pattern.compile("`(consul\\.[a-z.-]+)`");

    @Test
    void plainJava() throws Exception {
        try (ConsulProcess server = ConsulProcess.forgetful()) {
            URI address = server.uri();
            FeatureFlagStore consul = ConsulFeatureFlagStore.builder(address)
                    .baseKey("features")
                    .timeout(Duration.ofSeconds(1))
                    .build();
            FeatureFlagClient features = FeatureFlagClient.open(new MirroredFeatureFlagStore(consul));

            features.create("IMPROVED_HORSE_SOUNDS", true);
            assertThat(features.isEnabled("IMPROVED_HORSE_SOUNDS")).isTrue();
            features.close();
            assertThat(server.api().get("features/IMPROVED_HORSE_SOUNDS")).contains("\"is_enabled\": true");
        }
    }

    /** Opening a store does not need its server. */
    @Test
    void theExampleMakesAStore() throws IOException {
        List<String> blocks = PROPERTIES
                .matcher(Files.readString(Path.of("stores.md")))
                .results()
                .map(found -> found.group(1))
                .filter(block -> block.contains("consul"))
                .toList();
        assertThat(blocks).hasSize(1);
        Properties read = new Properties();
        read.load(new StringReader(blocks.get(0)));
        assertThat(read.remove("flipper.store")).isEqualTo("consul");
        Map<String, String> settings = new HashMap<>();
        read.stringPropertyNames()
                .forEach(key -> settings.put(key.substring("flipper.".length()), read.getProperty(key)));
        assertThat(declared()).containsAll(settings.keySet());
        new ConsulFeatureFlagStoreProvider().open(StoreSettings.of(settings)).close();
    }

    @Test
    void theTableHasAllSettings() throws IOException {
        List<String> rows = Files.readAllLines(Path.of("stores.md")).stream()
                .filter(line -> line.startsWith("| `consul."))
                .map(line -> line.substring(0, line.indexOf(" | ")))
                .toList();
        assertThat(rows.stream().flatMap(row -> KEY.matcher(row).results().map(found -> found.group(1))))
                .containsExactlyInAnyOrderElementsOf(declared());
    }

    private static List<String> declared() {
        return new ConsulFeatureFlagStoreProvider()
                .settings().stream().map(Setting::key).toList();
    }

    private static String failure(Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(settings);
        all.put("flipper.store", "consul");
        return catchThrowable(() -> ConfigurationTest.run(all, container -> {})).getMessage();
    }

    @Test
    void aDeploymentTellsAllWrongSettingsAtOnce() {
        assertThat(failure(Map.of(
                        "flipper.consul.uri", "http://me:hunter2@host",
                        "flipper.consul.base-key", "/features",
                        "flipper.consul.token", "hunter2 hunter3",
                        "flipper.consul.wait", "1h")))
                .contains("4 problems")
                .contains("flipper.consul.uri=http://me:***@host")
                .contains("there is no user in it: Consul wants a token")
                .contains("flipper.consul.base-key=/features")
                .contains("flipper.consul.token=***")
                .contains("flipper.consul.wait=1h")
                .doesNotContain("hunter");
    }

    @Test
    void aDeploymentTellsSettingsThatDoNotGoTogether() {
        assertThat(failure(Map.of(
                        "flipper.consul.tls.trust-store", "consul.p12",
                        "flipper.consul.tls.key-store-password", "hunter2")))
                .contains("consul.tls.trust-store is for an https:// address in consul.uri only;"
                        + " consul.tls.key-store-password is for an https:// address in consul.uri only")
                .doesNotContain("hunter");
    }
}
