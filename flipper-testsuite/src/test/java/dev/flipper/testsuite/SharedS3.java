package dev.flipper.testsuite;

import dev.flipper.FeatureFlagClient;
import dev.flipper.store.MirroredFeatureFlagStore;
import dev.flipper.store.s3.S3FeatureFlagStore;
import dev.flipper.store.testing.s3.S3Bucket;
import dev.flipper.store.testing.s3.S3MockProcess;
import java.time.Duration;
import java.util.stream.Stream;
import org.jboss.shrinkwrap.api.spec.JavaArchive;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;

/** A bucket that applications in the server share with the tests outside. */
final class SharedS3 {

    private final S3MockProcess server;
    private final S3Bucket bucket;

    private SharedS3(S3MockProcess server) {
        this.server = server;
        bucket = server.newBucket();
    }

    static SharedS3 start() {
        return new SharedS3(S3MockProcess.started());
    }

    String[] settings() {
        return new String[] {
            "flipper.store=s3",
            "flipper.s3.bucket=" + bucket.name(),
            "flipper.s3.endpoint=" + bucket.endpoint(),
            "flipper.s3.path-style=true",
            "flipper.s3.access-key-id=id",
            "flipper.s3.secret-access-key=secret",
            "flipper.s3.poll-interval=200ms"
        };
    }

    /** The jars that an application needs in its WEB-INF/lib: the store, and the SDK with what it brings along. */
    static JavaArchive[] libraries() {
        return Stream.concat(
                        Stream.of(Libraries.of(S3FeatureFlagStore.class)),
                        Stream.of(Libraries.matching(
                                ".*/(software/amazon/awssdk|org/reactivestreams|org/slf4j/slf4j-api)/.*")))
                .toArray(JavaArchive[]::new);
    }

    /** Another node with the same flags, outside of the server. */
    FeatureFlagClient node() {
        S3FeatureFlagStore store = S3FeatureFlagStore.builder(bucket.name())
                .endpoint(bucket.endpoint())
                .pathStyle(true)
                .credentials(AnonymousCredentialsProvider.create())
                .pollInterval(Duration.ofMillis(200))
                .build();
        return FeatureFlagClient.open(MirroredFeatureFlagStore.builder(store)
                .startTimeout(Duration.ofMinutes(1))
                .build());
    }

    /** As a program that knows nothing of Flipper. */
    void replace(String flag, String part, String by) {
        bucket.put(flag, bucket.get(flag).replace(part, by));
    }

    void stop() {
        server.close();
    }
}
