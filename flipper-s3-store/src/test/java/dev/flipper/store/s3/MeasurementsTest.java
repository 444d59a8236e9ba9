package dev.flipper.store.s3;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.flipper.store.testing.LoggedLines;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The programs that measure work, and no check throws or is wrong. Of times they say nothing here. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class MeasurementsTest {

    @Test
    void changesShowOnAnotherNode() throws IOException {
        ByteArrayOutputStream text = new ByteArrayOutputStream();

        ChangeLatency.print(new PrintStream(text, true, UTF_8), 10);

        assertThat(text.toString(UTF_8).lines())
                .filteredOn(line -> line.contains("another Flipper client") || line.contains("PUT"))
                .hasSize(2)
                .allMatch(line -> line.matches("\\| every 100 ms \\| [^|]+( \\| \\d+\\.\\d\\d){5} \\|"));
    }

    @Test
    void noCheckThrowsOrIsWrongInAnOutage() throws InterruptedException {
        try (LoggedLines log = new LoggedLines()) {
            OutageUnderLoad.run(Duration.ofMillis(600)).assertNothingHappened();

            assertThat(log.warnings()).as("the outage was noticed").isNotEmpty();
        }
    }
}
