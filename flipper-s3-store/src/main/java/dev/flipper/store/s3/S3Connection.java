package dev.flipper.store.s3;

import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;

/**
 * Where S3 is, who we are, and how long we wait.
 *
 * @param bucket the bucket's name
 * @param region the region; null: the SDK finds it
 * @param endpoint the address of the service; null: Amazon's
 * @param pathStyle whether the bucket's name is a part of the path, and not of the host's name
 * @param credentials say who we are; null: the SDK finds out
 * @param timeout how long a request may take
 * @param threads makes the thread that ends requests that take longer, and those that read many objects
 */
record S3Connection(
        String bucket,
        @Nullable String region,
        @Nullable URI endpoint,
        boolean pathStyle,
        @Nullable AwsCredentialsProvider credentials,
        Duration timeout,
        ThreadFactory threads) {

    S3Connection {
        ThreadFactory given = threads;
        // A pool takes null for a reason to wait, for ever.
        threads = task -> Objects.requireNonNull(given.newThread(task), "the thread that the factory made");
    }

    /** Names the bucket for messages. */
    String place() {
        return "the bucket '" + bucket + "' of S3" + (endpoint == null ? "" : " at " + endpoint.getRawAuthority());
    }
}
