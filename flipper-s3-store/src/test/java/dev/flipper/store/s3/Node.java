package dev.flipper.store.s3;

import dev.flipper.store.testing.Local;
import dev.flipper.store.testing.StoreNode;
import dev.flipper.store.testing.s3.S3Bucket;
import java.time.Duration;

/** A program that keeps its flags in a bucket. */
final class Node extends StoreNode<S3FeatureFlagStore> {

    /** How often it looks for what others have changed. */
    static final Duration POLL_INTERVAL = Duration.ofMillis(50);

    private Node(S3FeatureFlagStoreBuilder builder, Local local) {
        super(builder.pollInterval(POLL_INTERVAL).build(), local);
    }

    static Node of(S3Bucket bucket, Local local) {
        return new Node(Stores.builder(bucket).timeout(TIMEOUT), local);
    }

    /** One that waits for a server that has just begun and is slow. */
    static Node patient(S3Bucket bucket, Local local) {
        return new Node(Stores.builder(bucket).timeout(Duration.ofSeconds(10)), local);
    }

    static Node at(Service service, Local local) {
        return new Node(service.builder().timeout(TIMEOUT), local);
    }

    static Node mirrored(S3Bucket bucket) {
        return of(bucket, Local.MIRROR);
    }

    @Override
    public Node withFlag() {
        super.withFlag();
        return this;
    }

    @Override
    public Node awaitConnection() {
        super.awaitConnection();
        return this;
    }
}
