package dev.flipper.store.testing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.flipper.store.MemoryFeatureFlagStore;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Of a store without a server; those with one measure their own. */
@Timeout(value = 1, unit = TimeUnit.MINUTES)
class OutageMeasurementTest {

    private static final Duration HALF = Duration.ofMillis(150);

    /** Remembers what was done to it, and whether something is done to the flag when it is killed. */
    private static final class Remembering implements BreakableServer {

        final List<String> done = new ArrayList<>();
        private final Runnable whenKilled;

        Remembering(Runnable whenKilled) {
            this.whenKilled = whenKilled;
        }

        @Override
        public void freeze() {
            done.add("freeze");
        }

        @Override
        public void thaw() {
            done.add("thaw");
        }

        @Override
        public void kill() {
            done.add("kill");
            whenKilled.run();
        }

        @Override
        public void start() {
            done.add("start");
        }
    }

    @Test
    void theServerGoesThroughAllAndTheTablesShowEachPhase() throws InterruptedException {
        Remembering server = new Remembering(() -> {});
        ByteArrayOutputStream text = new ByteArrayOutputStream();

        OutageReport report = OutageMeasurement.run("A server", server, new MemoryFeatureFlagStore(), HALF);

        assertThat(server.done).containsExactly("freeze", "kill", "start");
        report.assertNothingHappened();
        report.print(new PrintStream(text, true, UTF_8));
        assertThat(text.toString(UTF_8).lines())
                .hasSize(2 + 4 * 4 + 1 + 2 + 4)
                .startsWith("| A server is | check | checks | wrong | threw | 99.99 % µs | longest ms | over 1 ms |"
                        + " … of a million |")
                .anyMatch(line -> line.matches("\\| killed \\| mirrored, by name \\| [\\d,]+ \\| 0 \\| 0 \\|.*"))
                .anyMatch(line -> line.matches("\\| back \\| 0 \\| 0 \\| \\d+ % \\|"));
    }

    @Test
    void aCheckThatIsWrongIsSeen() throws InterruptedException {
        MemoryFeatureFlagStore store = new MemoryFeatureFlagStore();
        Remembering server = new Remembering(() -> store.update("CHECKED", flag -> flag.withEnabled(false)));

        OutageReport report = OutageMeasurement.run("A server", server, store, HALF);

        assertThatThrownBy(report::assertNothingHappened).hasMessageContaining("wrong: ");
    }

    @Test
    void theThreadsEndEvenIfTheServerFails() {
        Remembering server = new Remembering(() -> {
            throw new IllegalStateException("It does not end.");
        });

        assertThatThrownBy(() -> OutageMeasurement.run("A server", server, new MemoryFeatureFlagStore(), HALF))
                .hasMessage("It does not end.");
        StoreNode.eventually(() -> assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.getName().equals("checks") && thread.isAlive()));
    }

    @Test
    void anArgumentSaysHowLongItTakes() {
        assertThat(OutageMeasurement.half()).isEqualTo(Duration.ofSeconds(15));
        assertThat(OutageMeasurement.half("3")).isEqualTo(Duration.ofSeconds(3));
    }
}
