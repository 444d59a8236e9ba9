package dev.flipper.store.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.flipper.setting.Setting;
import dev.flipper.store.StoreSettings;
import dev.flipper.store.testing.SettingAssertions;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;

class S3SetupTest {

    private static final String CREDENTIALS = "credentials are s3.access-key-id and s3.secret-access-key, with an"
            + " s3.session-token if they are temporary, or none of them; ";

    private static S3Setup setup(String... settings) {
        Map<String, String> texts = new HashMap<>();
        texts.put("s3.bucket", " flags ");
        for (int i = 0; i < settings.length; i += 2) {
            texts.put("s3." + settings[i], settings[i + 1]);
        }
        return S3Setup.of(StoreSettings.of(texts));
    }

    private static S3Connection connection(String... settings) {
        return setup(settings).builder().connection();
    }

    private static void assertWrong(String message, String... settings) {
        assertThatIllegalArgumentException().isThrownBy(() -> setup(settings)).withMessage(message);
    }

    @Test
    void theUsualIsAmazonsAndWhatTheSdkFinds() {
        S3Connection usual = connection();
        assertThat(usual.bucket()).isEqualTo("flags");
        assertThat(usual.region()).isNull();
        assertThat(usual.endpoint()).isNull();
        assertThat(usual.credentials()).isNull();
    }

    @Test
    void everythingCanBeSet() {
        S3FeatureFlagStoreBuilder builder = setup(
                        "region", " eu-central-1 ",
                        "endpoint", " http://localhost:9000 ",
                        "path-style", "true",
                        "timeout", "500ms",
                        "poll-interval", "1m",
                        "last-writer-wins", "true")
                .builder();
        S3Connection connection = builder.connection();
        assertThat(connection.region()).isEqualTo("eu-central-1");
        assertThat(connection.endpoint()).isEqualTo(URI.create("http://localhost:9000"));
        assertThat(connection.pathStyle()).isTrue();
        assertThat(connection.timeout()).isEqualTo(Duration.ofMillis(500));
        assertThat(builder.interval()).isEqualTo(Duration.ofMinutes(1));
        assertThat(builder.acceptsLastWriter()).isTrue();
    }

    @Test
    void credentialsAreAnIdAndASecret() {
        assertThat(connection("access-key-id", " id ", "secret-access-key", " hunter2 ")
                        .credentials()
                        .resolveCredentials())
                .isEqualTo(AwsBasicCredentials.create("id", "hunter2"));
        assertThat(connection("access-key-id", "id", "secret-access-key", "hunter2", "session-token", "token")
                        .credentials()
                        .resolveCredentials())
                .isEqualTo(AwsSessionCredentials.create("id", "hunter2", "token"));
    }

    @Test
    void halfOfTheCredentialsIsTold() {
        assertWrong(CREDENTIALS + "s3.secret-access-key is missing", "access-key-id", "id");
        assertWrong(CREDENTIALS + "s3.access-key-id is missing", "secret-access-key", "hunter2");
        assertWrong(CREDENTIALS + "s3.access-key-id and s3.secret-access-key are missing", "session-token", "hunter2");
    }

    @Test
    void theBucketIsRequiredAndOnlyCredentialsAreSecret() {
        assertThat(S3Settings.ALL).filteredOn(Setting::isRequired).containsExactly(S3Settings.BUCKET);
        SettingAssertions.assertKeptApart(
                S3Settings.ALL,
                "s3.",
                S3Settings.ACCESS_KEY_ID,
                S3Settings.SECRET_ACCESS_KEY,
                S3Settings.SESSION_TOKEN);
    }

    @Test
    void withoutABucketThereIsNoStore() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> S3Setup.of(StoreSettings.of(Map.of())).builder())
                .withMessage("s3.bucket is missing: it has to be the name of a bucket, or the ARN of an access point");
    }

    @ParameterizedTest
    @CsvSource({
        "bucket, a b, 'the name of a bucket, or the ARN of an access point (a bucket''s name has letters, digits, dots,"
                + " hyphens and underscores only, and at least one; ''a b'' is none)'",
        "region, EU, 'the name of a region, as eu-central-1 (a region''s name has small letters, digits and hyphens"
                + " only, and at least one; ''EU'' is none)'",
        "endpoint, localhost:9000, 'an address of http or https, as http://localhost:9000 (it does not begin with"
                + " http:// or https://)'",
        "path-style, yes, true or false",
        "last-writer-wins, 1, true or false",
        "timeout, 0ms, 'a duration from 1ms to 1h, as 500ms, 2s, 15m, 1h, 7d or PT1M30S'",
        "poll-interval, 5ms, 'a duration from 10ms to 1d, as 500ms, 2s, 15m, 1h, 7d or PT1M30S'"
    })
    void eachSettingSaysWhatIsRight(String key, String wrong, String expected) {
        SettingAssertions.assertRefuses(S3Settings.ALL, "s3." + key, wrong, expected);
    }

    @Test
    void credentialsAreNotShown() {
        assertThat(connection("access-key-id", "id", "secret-access-key", "hunter2")
                        .toString())
                .doesNotContain("hunter2");
    }
}
