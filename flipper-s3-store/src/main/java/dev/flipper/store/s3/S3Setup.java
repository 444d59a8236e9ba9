package dev.flipper.store.s3;

import dev.flipper.setting.Setting;
import dev.flipper.store.StoreSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/** What settings say together of S3. Immutable. */
final class S3Setup {

    private final StoreSettings settings;
    private final @Nullable AwsCredentials credentials;

    private S3Setup(StoreSettings settings) {
        this.settings = settings;
        this.credentials = credentials();
    }

    /** Throws {@code IllegalArgumentException} that tells all settings that do not go together. */
    static S3Setup of(StoreSettings settings) {
        return new S3Setup(settings);
    }

    private @Nullable AwsCredentials credentials() {
        String id = text(S3Settings.ACCESS_KEY_ID);
        String secret = text(S3Settings.SECRET_ACCESS_KEY);
        String token = text(S3Settings.SESSION_TOKEN);
        if (id == null && secret == null && token == null) {
            return null;
        }
        if (id == null || secret == null) {
            throw new IllegalArgumentException(missing(id, secret));
        }
        return token == null ? AwsBasicCredentials.create(id, secret) : AwsSessionCredentials.create(id, secret, token);
    }

    private @Nullable String text(Setting<String> setting) {
        return settings.get(setting).map(String::strip).orElse(null);
    }

    private static String missing(@Nullable String id, @Nullable String secret) {
        List<String> missing = new ArrayList<>();
        if (id == null) {
            missing.add(S3Settings.ACCESS_KEY_ID.key());
        }
        if (secret == null) {
            missing.add(S3Settings.SECRET_ACCESS_KEY.key());
        }
        return "credentials are " + S3Settings.ACCESS_KEY_ID + " and " + S3Settings.SECRET_ACCESS_KEY
                + ", with an " + S3Settings.SESSION_TOKEN + " if they are temporary, or none of them; "
                + String.join(" and ", missing) + (missing.size() == 1 ? " is missing" : " are missing");
    }

    /** Gives a builder of the store that the settings describe. */
    S3FeatureFlagStoreBuilder builder() {
        String bucket = settings.get(S3Settings.BUCKET)
                .orElseThrow(() -> new IllegalArgumentException(S3Settings.BUCKET + " is missing"));
        S3FeatureFlagStoreBuilder builder = new S3FeatureFlagStoreBuilder(bucket);
        set(S3Settings.REGION, builder::region);
        set(S3Settings.ENDPOINT, builder::endpoint);
        set(S3Settings.PATH_STYLE, builder::pathStyle);
        set(S3Settings.TIMEOUT, builder::timeout);
        set(S3Settings.POLL_INTERVAL, builder::pollInterval);
        set(S3Settings.LAST_WRITER_WINS, builder::lastWriterWins);
        return credentials == null ? builder : builder.credentials(StaticCredentialsProvider.create(credentials));
    }

    private <T> void set(Setting<T> setting, Consumer<T> setter) {
        settings.get(setting).ifPresent(setter);
    }
}
