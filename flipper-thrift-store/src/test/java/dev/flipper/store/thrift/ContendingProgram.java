package dev.flipper.store.thrift;

import dev.flipper.store.testing.Contention;
import java.io.IOException;

/** A program of which several run at the same time on one service. */
final class ContendingProgram {

    private ContendingProgram() {}

    /** Takes the port of the service. */
    public static void main(String[] arguments) throws IOException {
        try (ThriftFeatureFlagStore store = new ThriftFeatureFlagStore("127.0.0.1", Integer.parseInt(arguments[0]))) {
            Contention.takePart(store);
        }
    }
}
