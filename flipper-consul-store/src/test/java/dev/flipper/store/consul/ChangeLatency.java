package dev.flipper.store.consul;

import dev.flipper.store.testing.JavaProgram;
import dev.flipper.store.testing.LatencyMeasurement;
import dev.flipper.store.testing.LatencyObserver;
import dev.flipper.store.testing.LatencyTable;
import dev.flipper.store.testing.consul.ConsulProcess;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.util.List;

/** Measures how long it takes until a change in Consul shows on another node. */
final class ChangeLatency {

    private ChangeLatency() {}

    /** Prints a table. The argument, if there is one, is the number of changes of each kind, 500 otherwise. */
    public static void main(String... arguments) throws IOException {
        print(System.out, LatencyTable.changes(500, arguments));
    }

    static void print(PrintStream out, int changes) throws IOException {
        LatencyTable table = LatencyTable.begin("Consul", changes, out);
        try (ConsulProcess server = ConsulProcess.keeping()) {
            List<String> observer =
                    JavaProgram.command(Observer.class, server.uri().toString());
            ConsulFeatureFlagStore store = new ConsulFeatureFlagStore(server.uri());
            try (LatencyMeasurement latency = table.measure(server.api().version(), store, observer)) {
                latency.byClient();
                latency.by(
                        "PUT, as another program", flag -> server.api().put("features/" + flag.name(), flag.toJson()));
            }
        }
    }

    /** The other node. */
    static final class Observer {

        private Observer() {}

        /** Takes Consul's address. */
        public static void main(String... arguments) {
            LatencyObserver.run(new ConsulFeatureFlagStore(URI.create(arguments[0])));
        }
    }
}
