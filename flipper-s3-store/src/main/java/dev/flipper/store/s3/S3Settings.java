package dev.flipper.store.s3;

import dev.flipper.setting.Setting;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/** The settings of {@code flipper.store=s3}, each by itself. */
final class S3Settings {

    static final Setting<String> BUCKET = Setting.of(
                    "s3.bucket", S3Names.BUCKET_EXPECTED, text -> S3Names.bucket(text.strip()))
            .required();
    static final Setting<String> REGION =
            Setting.of("s3.region", S3Names.REGION_EXPECTED, text -> S3Names.region(text.strip()));
    static final Setting<URI> ENDPOINT =
            Setting.of("s3.endpoint", S3Names.ENDPOINT_EXPECTED, text -> S3Names.endpoint(text.strip()));
    static final Setting<Boolean> PATH_STYLE = Setting.bool("s3.path-style");

    static final Setting<String> ACCESS_KEY_ID =
            Setting.text("s3.access-key-id").secret();
    static final Setting<String> SECRET_ACCESS_KEY =
            Setting.text("s3.secret-access-key").secret();
    static final Setting<String> SESSION_TOKEN =
            Setting.text("s3.session-token").secret();

    static final Setting<Duration> TIMEOUT = Setting.duration(
            "s3.timeout", S3FeatureFlagStoreBuilder.SHORTEST_TIMEOUT, S3FeatureFlagStoreBuilder.LONGEST_TIMEOUT);
    static final Setting<Duration> POLL_INTERVAL = Setting.duration(
            "s3.poll-interval",
            S3FeatureFlagStoreBuilder.SHORTEST_INTERVAL,
            S3FeatureFlagStoreBuilder.LONGEST_INTERVAL);
    static final Setting<Boolean> LAST_WRITER_WINS = Setting.bool("s3.last-writer-wins");

    static final List<Setting<?>> ALL = List.of(
            BUCKET,
            REGION,
            ENDPOINT,
            PATH_STYLE,
            ACCESS_KEY_ID,
            SECRET_ACCESS_KEY,
            SESSION_TOKEN,
            TIMEOUT,
            POLL_INTERVAL,
            LAST_WRITER_WINS);

    private S3Settings() {}
}
