package dev.flipper.guide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.flipper.FeatureFlagClient;
import dev.flipper.setting.Setting;
import dev.flipper.store.FeatureFlagStore;
import dev.flipper.store.MemoryFeatureFlagStore;
import dev.flipper.store.MirroredFeatureFlagStore;
import dev.flipper.store.StoreSettings;
import dev.flipper.store.testing.FreePorts;
import dev.flipper.store.thrift.ThriftFeatureFlagServer;
import dev.flipper.store.thrift.ThriftFeatureFlagStore;
import dev.flipper.store.thrift.ThriftFeatureFlagStoreProvider;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The code and the settings of the Thrift service in docs/stores.md. */
class ThriftTest {

    private static final Pattern PROPERTIES = Pattern.compile("(?s)```properties\n([^`]*thrift.*?)```");
    private static final Pattern KEY = Pattern.compile("^\\| `(thrift\\.[a-z.-]+)`");

    @Test
    void plainJava() {
        int port = FreePorts.next();
        FeatureFlagStore store = new MemoryFeatureFlagStore();

        FeatureFlagStore mirror = new MirroredFeatureFlagStore(store);
        ThriftFeatureFlagServer server =
                ThriftFeatureFlagServer.builder(mirror).port(port).build().start();

        FeatureFlagStore service = ThriftFeatureFlagStore.builder("localhost", port)
                .timeout(Duration.ofSeconds(5))
                .build();
        FeatureFlagClient features = FeatureFlagClient.open(new MirroredFeatureFlagStore(service));

        features.create("IMPROVED_HORSE_SOUNDS", true);
        assertThat(features.isEnabled("IMPROVED_HORSE_SOUNDS")).isTrue();
        assertThat(store.get("IMPROVED_HORSE_SOUNDS")).isNotNull();
        features.close();
        server.close();
        mirror.close();
    }

    @Test
    void theExampleMakesAStore() throws IOException {
        List<String> blocks = PROPERTIES
                .matcher(Files.readString(Path.of("stores.md")))
                .results()
                .map(found -> found.group(1))
                .filter(block -> block.contains("flipper.store = thrift"))
                .toList();
        assertThat(blocks).hasSize(1);
        Properties read = new Properties();
        read.load(new StringReader(blocks.get(0)));
        assertThat(read.remove("flipper.store")).isEqualTo("thrift");
        Map<String, String> settings = new HashMap<>();
        read.stringPropertyNames()
                .forEach(key -> settings.put(key.substring("flipper.".length()), read.getProperty(key)));
        assertThat(declared()).containsAll(settings.keySet());
        new ThriftFeatureFlagStoreProvider().open(StoreSettings.of(settings)).close();
    }

    @Test
    void theTableHasAllSettings() throws IOException {
        assertThat(Files.readAllLines(Path.of("stores.md")).stream()
                        .flatMap(line -> KEY.matcher(line).results().map(found -> found.group(1))))
                .containsExactlyElementsOf(declared());
    }

    private static List<String> declared() {
        return new ThriftFeatureFlagStoreProvider()
                .settings().stream().map(Setting::key).toList();
    }

    @Test
    void aDeploymentTellsAllWrongSettingsAtOnce() {
        assertThat(failure(Map.of(
                        "flipper.thrift.host", "flags.example.org:9090",
                        "flipper.thrift.port", "0",
                        "flipper.thrift.timeout", "2")))
                .contains("3 problems")
                .contains("flipper.thrift.host=flags.example.org:9090")
                .contains("it has to be the name or the IP address of a host, without a port")
                .contains("flipper.thrift.port=0")
                .contains("flipper.thrift.timeout=2");
        assertThat(failure(Map.of())).contains("flipper.thrift.host");
    }

    private static String failure(Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(settings);
        all.put("flipper.store", "thrift");
        return catchThrowable(() -> ConfigurationTest.run(all, container -> {})).getMessage();
    }
}
