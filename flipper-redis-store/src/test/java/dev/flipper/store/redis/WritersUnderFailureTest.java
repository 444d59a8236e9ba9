package dev.flipper.store.redis;

import static dev.flipper.store.testing.StoreNode.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.flipper.StoreException;
import dev.flipper.store.FlagDefinition;
import dev.flipper.store.testing.LoggedLines;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What a change answers is true, even if the server ends or cuts the connections in the middle of many. */
class WritersUnderFailureTest {

    private static final int WRITERS = 4;
    private static final int RESTARTS = 3;
    private static final int CUTS = 150;

    private final AtomicInteger made = new AtomicInteger();
    private final AtomicInteger inDoubt = new AtomicInteger();
    private volatile boolean stopped;

    @Test
    void noChangeThatWasMadeIsLostWhenTheServerRestarts() throws Exception {
        count(server -> {
            for (int i = 0; i < RESTARTS; i++) {
                awaitMore(100);
                server.kill();
                server.start();
            }
        });
    }

    /** Redis may have made a change whose answer it then keeps for itself. */
    @Test
    void noChangeIsMadeTwiceWhenConnectionsAreCut() throws Exception {
        count(server -> {
            for (int i = 0; i < CUTS; i++) {
                awaitMore(5);
                server.cli("CLIENT", "KILL", "TYPE", "normal");
            }
        });
        assertThat(inDoubt).as("answers were lost").hasPositiveValue();
    }

    private void count(Consumer<RedisProcess> trouble) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(WRITERS);
        try (RedisProcess server =
                        RedisProcess.start(RedisVersion.EMBEDDED, "--appendonly", "yes", "--appendfsync", "always");
                LoggedLines log = new LoggedLines();
                Node node = Node.mirrored(server);
                Node other = Node.mirrored(server)) {
            node.features.create("counted", true, Map.of("count", 0));
            eventually(() -> assertThat(other.features.exists("counted")).isTrue());
            List<Future<?>> writers = new ArrayList<>();
            for (int i = 0; i < WRITERS; i++) {
                Node mine = i % 2 == 0 ? node : other;
                writers.add(threads.submit(() -> write(mine)));
            }
            trouble.accept(server);
            awaitMore(100);
            stopped = true;
            for (Future<?> writer : writers) {
                writer.get();
            }

            int stored = count(node.store.get("counted"));
            assertThat(stored).isBetween(made.get(), made.get() + inDoubt.get());
            for (Node each : List.of(node, other)) {
                eventually(
                        () -> assertThat(each.features.getClientData("counted")).containsEntry("count", stored));
            }
            assertThat(log.warnings()).noneMatch(line -> line.contains("no flags any more"));
        } finally {
            stopped = true;
            threads.shutdownNow();
        }
    }

    private void awaitMore(int changes) {
        int enough = made.get() + changes;
        eventually(() -> assertThat(made).hasValueGreaterThanOrEqualTo(enough));
    }

    private void write(Node node) {
        while (!stopped) {
            try {
                node.front.update("counted", flag -> flag.withClientData(Map.of("count", count(flag) + 1)));
                made.incrementAndGet();
            } catch (StoreException e) {
                if (e.getMessage().contains("which of the two is not known")) {
                    inDoubt.incrementAndGet();
                }
            }
        }
    }

    private static int count(FlagDefinition flag) {
        return ((Number) flag.metadata().clientData().get("count")).intValue();
    }
}
