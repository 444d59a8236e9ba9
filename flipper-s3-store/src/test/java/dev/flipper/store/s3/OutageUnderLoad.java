package dev.flipper.store.s3;

import dev.flipper.store.testing.OutageMeasurement;
import dev.flipper.store.testing.OutageReport;
import dev.flipper.store.testing.s3.S3MockProcess;
import java.time.Duration;

/** Measures what an outage of S3 costs those who check flags through a mirrored client meanwhile. */
final class OutageUnderLoad {

    private OutageUnderLoad() {}

    /**
     * Prints a table. The argument, if there is one, is how many seconds each half of the outage takes; 15 otherwise.
     */
    public static void main(String... arguments) throws InterruptedException {
        run(OutageMeasurement.half(arguments)).print(System.out);
    }

    static OutageReport run(Duration half) throws InterruptedException {
        try (S3MockProcess server = S3MockProcess.started()) {
            return OutageMeasurement.run(
                    "S3Mock",
                    server,
                    Stores.builder(server.newBucket())
                            .pollInterval(ChangeLatency.POLL_INTERVAL)
                            .timeout(Duration.ofSeconds(1))
                            .build(),
                    half);
        }
    }
}
