package dev.flipper.store.consul;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flipper.store.testing.CountingWriters;
import dev.flipper.store.testing.Local;
import dev.flipper.store.testing.LoggedLines;
import dev.flipper.store.testing.consul.ConsulProcess;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a change answers is true, even if the server ends or the connections are cut in the middle of many. */
class WritersUnderFailureTest {

    private static final int RESTARTS = 3;
    private static final int CUTS = 100;

    @Test
    void noChangeThatWasMadeIsLostWhenTheServerRestarts() throws Exception {
        try (ConsulProcess server = ConsulProcess.keeping();
                LoggedLines log = new LoggedLines();
                Node node = Node.mirrored(server);
                Node other = Node.mirrored(server);
                CountingWriters writers = CountingWriters.begin(each -> each.front, List.of(node, other))) {
            for (int i = 0; i < RESTARTS; i++) {
                writers.awaitMore(100);
                server.kill();
                server.start();
            }
            writers.assertAnswersWereTrue();
            assertThat(log.warnings()).noneMatch(line -> line.contains("no flags any more"));
        }
    }

    /** Consul has made a change whose answer then does not come back. */
    @Test
    void noChangeIsMadeTwiceWhenConnectionsAreCut() throws Exception {
        try (ConsulProcess server = ConsulProcess.forgetful();
                CuttingProxy proxy = new CuttingProxy(server);
                LoggedLines log = new LoggedLines();
                Node node = Node.at(proxy.uri(), Local.MIRROR);
                Node other = Node.mirrored(server);
                CountingWriters writers = CountingWriters.begin(each -> each.front, List.of(node, other))) {
            for (int i = 0; i < CUTS; i++) {
                writers.awaitMore(5);
                proxy.cut();
            }
            writers.assertAnswersWereTrue();
            assertThat(writers.inDoubt()).as("answers that were lost").isPositive();
            assertThat(log.warnings()).noneMatch(line -> line.contains("no flags any more"));
        }
    }
}
