package dev.flipper.store.s3;

import dev.flipper.store.testing.s3.S3Bucket;
import java.util.Map;
import java.util.stream.IntStream;

/** The connections that a store keeps. */
final class Connections {

    static final int FLAGS = 20;

    private Connections() {}

    /** Makes a store use as many as it can: it reads flags that are new to it. */
    static void useMany(S3FeatureFlagStore store, S3Bucket bucket) {
        IntStream.range(0, FLAGS)
                .forEach(i -> bucket.put(
                        "flag" + i,
                        ServiceFixture.flag("flag" + i)
                                .withClientData(Map.of("time", System.nanoTime()))
                                .toJson()));
        store.forEach(new NoVisitor());
    }
}
