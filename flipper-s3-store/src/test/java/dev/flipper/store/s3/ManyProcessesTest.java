package dev.flipper.store.s3;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flipper.store.testing.Contention;
import dev.flipper.store.testing.s3.S3Bucket;
import dev.flipper.store.testing.s3.S3MockProcess;
import java.io.IOException;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Processes that create and change the same flags at the same time. */
@Timeout(300)
class ManyProcessesTest {

    @Test
    void noUpdateIsLost() throws IOException {
        try (S3MockProcess server = S3MockProcess.started()) {
            S3Bucket bucket = server.newBucket();
            try (S3FeatureFlagStore store = Stores.builder(bucket).build()) {
                int conflicts = Contention.ofProcesses(
                        store, Program.class, bucket.name(), server.uri().toString());

                // Else they have waited for each other, and this has shown nothing.
                assertThat(conflicts).isPositive();
            }
        }
    }

    /** One of the processes. */
    static final class Program {

        private Program() {}

        /** Takes the bucket's name and the server's address. */
        public static void main(String... arguments) throws IOException {
            try (S3FeatureFlagStore store =
                    Stores.builder(arguments[0], URI.create(arguments[1])).build()) {
                Contention.takePart(store);
            }
        }
    }
}
