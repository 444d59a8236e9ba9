package dev.flipper.store.s3;

import dev.flipper.store.testing.JavaProgram;
import dev.flipper.store.testing.LatencyMeasurement;
import dev.flipper.store.testing.LatencyObserver;
import dev.flipper.store.testing.LatencyTable;
import dev.flipper.store.testing.s3.S3Bucket;
import dev.flipper.store.testing.s3.S3MockProcess;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/** Measures how long it takes until a change in S3 shows on another node, which is due to how often that looks. */
final class ChangeLatency {

    static final Duration POLL_INTERVAL = Duration.ofMillis(100);

    private ChangeLatency() {}

    /** Prints a table. The argument, if there is one, is the number of changes of each kind, 500 otherwise. */
    public static void main(String... arguments) throws IOException {
        print(System.out, LatencyTable.changes(500, arguments));
    }

    static void print(PrintStream out, int changes) throws IOException {
        LatencyTable table = LatencyTable.begin("S3Mock", changes, out);
        try (S3MockProcess server = S3MockProcess.started()) {
            S3Bucket bucket = server.newBucket();
            List<String> observer = JavaProgram.command(
                    Observer.class, bucket.name(), server.uri().toString());
            try (LatencyMeasurement latency = table.measure(
                    "every " + POLL_INTERVAL.toMillis() + " ms", store(bucket.name(), server.uri()), observer)) {
                latency.byClient();
                latency.by("PUT, as another program", flag -> bucket.put(flag.name(), flag.toJson()));
            }
        }
    }

    private static S3FeatureFlagStore store(String bucket, URI endpoint) {
        return Stores.builder(bucket, endpoint).pollInterval(POLL_INTERVAL).build();
    }

    /** The other node. */
    static final class Observer {

        private Observer() {}

        /** Takes the bucket's name and the server's address. */
        public static void main(String... arguments) {
            LatencyObserver.run(store(arguments[0], URI.create(arguments[1])));
        }
    }
}
