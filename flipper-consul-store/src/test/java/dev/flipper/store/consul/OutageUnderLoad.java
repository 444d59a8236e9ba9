package dev.flipper.store.consul;

import dev.flipper.store.testing.OutageMeasurement;
import dev.flipper.store.testing.OutageReport;
import dev.flipper.store.testing.consul.ConsulProcess;
import java.time.Duration;

/** Measures what an outage of Consul costs those who check flags through a mirrored client meanwhile. */
final class OutageUnderLoad {

    private OutageUnderLoad() {}

    /**
     * Prints a table. The argument, if there is one, is how many seconds each half of the outage takes; 15 otherwise.
     */
    public static void main(String... arguments) throws InterruptedException {
        run(OutageMeasurement.half(arguments)).print(System.out);
    }

    static OutageReport run(Duration half) throws InterruptedException {
        try (ConsulProcess server = ConsulProcess.keeping()) {
            return OutageMeasurement.run("Consul", server, new ConsulFeatureFlagStore(server.uri()), half);
        }
    }
}
