package dev.flipper.store.s3;

import dev.flipper.store.testing.s3.S3Bucket;
import java.net.URI;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/** Stores of the flags in a bucket of a test's server. */
final class Stores {

    private Stores() {}

    static S3FeatureFlagStoreBuilder builder(S3Bucket bucket) {
        return builder(bucket.name(), bucket.endpoint());
    }

    static S3FeatureFlagStoreBuilder builder(String bucket, URI endpoint) {
        return S3FeatureFlagStore.builder(bucket)
                .endpoint(endpoint)
                .region("eu-central-1")
                .pathStyle(true)
                .credentials(StaticCredentialsProvider.create(AwsBasicCredentials.create("id", "secret")));
    }

    /** Names the bucket as messages of the store do. */
    static String place(S3Bucket bucket) {
        return "the bucket '" + bucket.name() + "' of S3 at "
                + bucket.endpoint().getAuthority();
    }
}
