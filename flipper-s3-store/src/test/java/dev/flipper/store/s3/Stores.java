package dev.flipper.store.s3;

import dev.flipper.store.testing.s3.S3Bucket;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/** Stores of the flags in a bucket of a test's server. */
final class Stores {

    private Stores() {}

    static S3FeatureFlagStoreBuilder builder(S3Bucket bucket) {
        return S3FeatureFlagStore.builder(bucket.name())
                .endpoint(bucket.endpoint())
                .region("eu-central-1")
                .pathStyle(true)
                .credentials(StaticCredentialsProvider.create(AwsBasicCredentials.create("id", "secret")));
    }
}
