package dev.flipper.store.thrift;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flipper.store.MemoryFeatureFlagStore;
import dev.flipper.store.testing.Contention;
import java.io.IOException;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Many who create and change the same flags by one service at the same time. */
@Timeout(120)
class ManyWritersTest {

    private final ThriftFeatureFlagServer server = ThriftFeatureFlagServer.builder(new MemoryFeatureFlagStore())
            .port(0)
            .build()
            .start();
    private final ThriftFeatureFlagStore store = new ThriftFeatureFlagStore("127.0.0.1", server.port());

    @AfterEach
    void close() {
        store.close();
        server.close();
    }

    @Test
    void processesLoseNothing() throws IOException {
        int conflicts = Contention.ofProcesses(store, ContendingProgram.class, Integer.toString(server.port()));
        // Else they have waited for each other, and this has shown nothing.
        assertThat(conflicts).isPositive();
    }

    @Test
    void threadsLoseNothing() throws ExecutionException, InterruptedException {
        assertThat(Contention.ofThreads(store)).isPositive();
    }
}
