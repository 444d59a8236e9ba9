package dev.flipper.store.thrift;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flipper.store.MemoryFeatureFlagStore;
import dev.flipper.store.testing.CountingWriters;
import dev.flipper.store.testing.FreePorts;
import dev.flipper.store.testing.Local;
import dev.flipper.store.testing.LoggedLines;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What stores answer to writers while the service ends and begins again is true. */
@Timeout(120)
class WritersUnderFailureTest {

    private static final int OUTAGES = 5;

    private final MemoryFeatureFlagStore flags = new MemoryFeatureFlagStore();
    private final int port = FreePorts.next();

    private ThriftFeatureFlagServer start() {
        // So little grace that calls are cut off.
        return ThriftFeatureFlagServer.builder(flags)
                .port(port)
                .grace(Duration.ofMillis(1))
                .build()
                .start();
    }

    @ParameterizedTest
    @EnumSource(
            value = Local.class,
            names = {"MIRROR", "NONE"})
    void theServiceEndsAndBeginsAgain(Local local) throws ExecutionException, InterruptedException {
        ThriftFeatureFlagServer server = start();
        try (LoggedLines logged = new LoggedLines();
                Node one = Node.of(port, local);
                Node other = Node.of(port, local);
                CountingWriters writers = CountingWriters.begin(node -> node.front, List.of(one, other))) {
            for (int i = 0; i < OUTAGES; i++) {
                writers.awaitMore(100);
                server.close();
                server = start();
            }
            writers.assertAnswersWereTrue();
            assertThat(logged.warnings()).allMatch(line -> !line.contains("only the methods of the original"));
        } finally {
            server.close();
        }
    }
}
