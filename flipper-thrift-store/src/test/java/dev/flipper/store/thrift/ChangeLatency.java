package dev.flipper.store.thrift;

import dev.flipper.store.MemoryFeatureFlagStore;
import dev.flipper.store.testing.JavaProgram;
import dev.flipper.store.testing.LatencyMeasurement;
import dev.flipper.store.testing.LatencyObserver;
import dev.flipper.store.testing.LatencyTable;
import dev.flipper.store.thrift.idl.FeatureFlagStore;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import org.apache.thrift.TException;
import org.apache.thrift.protocol.TBinaryProtocol;
import org.apache.thrift.transport.TSocket;

/** Measures how long it takes until a change in a service shows on another node. */
final class ChangeLatency {

    private ChangeLatency() {}

    /** Prints a table. The argument, if there is one, is the number of changes of each kind, 500 otherwise. */
    public static void main(String... arguments) throws IOException, TException {
        print(System.out, LatencyTable.changes(500, arguments));
    }

    static void print(PrintStream out, int changes) throws IOException, TException {
        LatencyTable table = LatencyTable.begin("Thrift", changes, out);
        try (ThriftFeatureFlagServer server = ThriftFeatureFlagServer.builder(new MemoryFeatureFlagStore())
                        .port(0)
                        .build()
                        .start();
                TSocket socket = new TSocket("127.0.0.1", server.port())) {
            socket.open();
            FeatureFlagStore.Client original = new FeatureFlagStore.Client(new TBinaryProtocol(socket));
            List<String> observer = JavaProgram.command(Observer.class, Integer.toString(server.port()));
            try (LatencyMeasurement latency =
                    table.measure("in memory", new ThriftFeatureFlagStore("127.0.0.1", server.port()), observer)) {
                latency.byClient();
                latency.by("Set, as another program", flag -> original.Set(flag.name(), flag.enabled()));
            }
        }
    }

    /** The other node. */
    static final class Observer {

        private Observer() {}

        /** Takes the port of the service. */
        public static void main(String... arguments) {
            LatencyObserver.run(new ThriftFeatureFlagStore("127.0.0.1", Integer.parseInt(arguments[0])));
        }
    }
}
