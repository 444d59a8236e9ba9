package dev.flipper.guide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.flipper.FeatureFlagClient;
import dev.flipper.setting.Setting;
import dev.flipper.store.FeatureFlagStore;
import dev.flipper.store.MirroredFeatureFlagStore;
import dev.flipper.store.StoreSettings;
import dev.flipper.store.s3.S3FeatureFlagStore;
import dev.flipper.store.s3.S3FeatureFlagStoreProvider;
import dev.flipper.store.testing.s3.S3MockProcess;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/** The code and the settings of S3 in docs/stores.md. */
class S3Test {

    private static final Pattern PROPERTIES = Pattern.compile("(?s)```properties\n(.*?)```");
    private static final Pattern KEY = Pattern.compile("`(s3\\.[a-z.-]+)`");

    @Test
    void plainJava() throws Exception {
        try (S3MockProcess server = S3MockProcess.started()) {
            URI address = server.uri();
            String id = "id";
            String secret = "secret";
            server.newBucket("my-flags");
            FeatureFlagStore s3 = S3FeatureFlagStore.builder("my-flags")
                    .region("eu-central-1")
                    .endpoint(address)
                    .pathStyle(true)
                    .credentials(StaticCredentialsProvider.create(AwsBasicCredentials.create(id, secret)))
                    .build();
            FeatureFlagClient features = FeatureFlagClient.open(new MirroredFeatureFlagStore(s3));

            features.create("IMPROVED_HORSE_SOUNDS", true);
            assertThat(features.isEnabled("IMPROVED_HORSE_SOUNDS")).isTrue();
            features.close();
        }
    }

    /** Opening a store does not need its server. */
    @Test
    void theExampleMakesAStore() throws IOException {
        List<String> blocks = PROPERTIES
                .matcher(Files.readString(Path.of("stores.md")))
                .results()
                .map(found -> found.group(1))
                .filter(block -> block.contains("s3"))
                .toList();
        assertThat(blocks).hasSize(1);
        Properties read = new Properties();
        read.load(new StringReader(blocks.get(0)));
        assertThat(read.remove("flipper.store")).isEqualTo("s3");
        Map<String, String> settings = new HashMap<>();
        read.stringPropertyNames()
                .forEach(key -> settings.put(key.substring("flipper.".length()), read.getProperty(key)));
        assertThat(declared()).containsAll(settings.keySet());
        new S3FeatureFlagStoreProvider().open(StoreSettings.of(settings)).close();
    }

    @Test
    void theTableHasAllSettings() throws IOException {
        List<String> rows = Files.readAllLines(Path.of("stores.md")).stream()
                .filter(line -> line.startsWith("| `s3."))
                .map(line -> line.substring(0, line.indexOf(" | ")))
                .toList();
        assertThat(rows.stream().flatMap(row -> KEY.matcher(row).results().map(found -> found.group(1))))
                .containsExactlyInAnyOrderElementsOf(declared());
    }

    private static List<String> declared() {
        return new S3FeatureFlagStoreProvider()
                .settings().stream().map(Setting::key).toList();
    }

    private static String failure(Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(settings);
        all.put("flipper.store", "s3");
        return catchThrowable(() -> ConfigurationTest.run(all, container -> {})).getMessage();
    }

    @Test
    void aDeploymentTellsAllWrongSettingsAtOnce() {
        assertThat(failure(Map.of(
                        "flipper.s3.region", "Frankfurt am Main",
                        "flipper.s3.endpoint", "http://me:hunter2@host",
                        "flipper.s3.path-style", "yes",
                        "flipper.s3.poll-interval", "1ms")))
                .contains("5 problems")
                .contains("flipper.s3.bucket")
                .contains("flipper.s3.region=Frankfurt am Main")
                .contains("flipper.s3.endpoint=http://me:***@host")
                .contains("credentials have settings of their own")
                .contains("flipper.s3.path-style=yes")
                .contains("flipper.s3.poll-interval=1ms")
                .doesNotContain("hunter");
    }

    @Test
    void aDeploymentTellsSettingsThatDoNotGoTogether() {
        assertThat(failure(Map.of("flipper.s3.bucket", "my-flags", "flipper.s3.secret-access-key", "hunter2")))
                .contains(
                        "credentials are s3.access-key-id and s3.secret-access-key, with an s3.session-token if they are"
                                + " temporary, or none of them; s3.access-key-id is missing")
                .doesNotContain("hunter");
    }
}
