package dev.flipper.store.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flipper.store.testing.CountingWriters;
import dev.flipper.store.testing.LoggedLines;
import java.util.List;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;

/** What a change answers is true, even if the server ends or cuts the connections in the middle of many. */
class WritersUnderFailureTest {

    private static final int RESTARTS = 3;
    private static final int CUTS = 150;

    private int inDoubt;

    @Test
    void noChangeThatWasMadeIsLostWhenTheServerRestarts() throws Exception {
        count((server, writers) -> {
            for (int i = 0; i < RESTARTS; i++) {
                writers.awaitMore(100);
                server.kill();
                server.start();
            }
        });
    }

    /** Redis may have made a change whose answer it then keeps for itself. */
    @Test
    void noChangeIsMadeTwiceWhenConnectionsAreCut() throws Exception {
        count((server, writers) -> {
            for (int i = 0; i < CUTS; i++) {
                writers.awaitMore(5);
                server.cli("CLIENT", "KILL", "TYPE", "normal");
            }
        });
        assertThat(inDoubt).as("answers that were lost").isPositive();
    }

    private void count(BiConsumer<RedisProcess, CountingWriters> trouble) throws Exception {
        try (RedisProcess server =
                        RedisProcess.start(RedisVersion.EMBEDDED, "--appendonly", "yes", "--appendfsync", "always");
                LoggedLines log = new LoggedLines();
                Node node = Node.mirrored(server);
                Node other = Node.mirrored(server);
                CountingWriters writers = CountingWriters.begin(each -> each.front, List.of(node, other))) {
            trouble.accept(server, writers);
            writers.assertAnswersWereTrue();
            inDoubt = writers.inDoubt();
            assertThat(log.warnings()).noneMatch(line -> line.contains("no flags any more"));
        }
    }
}
