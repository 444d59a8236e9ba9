package dev.flipper.store.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.flipper.store.redis.CheckingThread.Way;
import dev.flipper.store.redis.OutageUnderLoad.Phase;
import dev.flipper.store.testing.LoggedLines;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The programs that measure work, and no check throws or is wrong. Of times they say nothing here. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class MeasurementsTest {

    private final ByteArrayOutputStream text = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(text, true, UTF_8);

    @Test
    void changesShowOnAnotherNode() throws IOException {
        ChangeLatency.print(out, 10);

        assertThat(lines())
                .filteredOn(line -> line.contains("another Flipper client") || line.contains("SET"))
                .hasSizeGreaterThanOrEqualTo(2)
                .allMatch(line -> line.matches("\\| [67]\\.[\\d.]+ \\| [^|]+( \\| \\d+\\.\\d\\d){5} \\|"));
    }

    @Test
    void noCheckThrowsOrIsWrongInAnOutage() throws InterruptedException {
        List<CheckingThread> threads;
        try (LoggedLines log = new LoggedLines()) {
            threads = OutageUnderLoad.run(out, Duration.ofMillis(600));
            assertThat(log.warnings()).as("the outage was noticed").isNotEmpty();
        }
        assertThat(lines()).hasSize(2 + 4 * 4 + 1 + 2 + 4);
        for (CheckingThread thread : threads) {
            for (Phase phase : EnumSet.range(Phase.HEALTHY, Phase.BACK)) {
                for (Way way : Way.values()) {
                    assertThat(thread.outcome(phase, way).durations.count()).isPositive();
                    assertThat(thread.outcome(phase, way).wrong).isZero();
                    assertThat(thread.outcome(phase, way).failed).isZero();
                }
                assertThat(thread.life(phase).blocked()).isZero();
                assertThat(thread.life(phase).waited()).isZero();
            }
        }
    }

    private List<String> lines() {
        return text.toString(UTF_8).lines().toList();
    }
}
