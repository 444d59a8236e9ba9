package dev.flipper.store.consul;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flipper.store.testing.Contention;
import dev.flipper.store.testing.consul.ConsulProcess;
import java.io.IOException;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Processes that create and change the same flags at the same time. */
@Timeout(300)
class ManyProcessesTest {

    @Test
    void noUpdateIsLost() throws IOException {
        try (ConsulProcess server = ConsulProcess.forgetful();
                ConsulFeatureFlagStore store = new ConsulFeatureFlagStore(server.uri())) {
            int conflicts =
                    Contention.ofProcesses(store, Program.class, server.uri().toString());

            // Else they have waited for each other, and this has shown nothing.
            assertThat(conflicts).isPositive();
        }
    }

    /** One of the processes. */
    static final class Program {

        private Program() {}

        /** Takes Consul's address. */
        public static void main(String... arguments) throws IOException {
            try (ConsulFeatureFlagStore store = new ConsulFeatureFlagStore(URI.create(arguments[0]))) {
                Contention.takePart(store);
            }
        }
    }
}
