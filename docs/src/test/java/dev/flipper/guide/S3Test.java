package dev.flipper.guide;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flipper.FeatureFlagClient;
import dev.flipper.store.FeatureFlagStore;
import dev.flipper.store.MirroredFeatureFlagStore;
import dev.flipper.store.s3.S3FeatureFlagStore;
import dev.flipper.store.s3.S3FeatureFlagStoreProvider;
import dev.flipper.store.testing.s3.S3MockProcess;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/** The code and the settings of S3 in docs/stores.md. */
class S3Test extends StoreGuide {

    S3Test() {
        super(new S3FeatureFlagStoreProvider(), 1);
    }

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
