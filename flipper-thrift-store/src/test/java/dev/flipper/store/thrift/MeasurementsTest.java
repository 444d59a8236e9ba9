package dev.flipper.store.thrift;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.util.concurrent.TimeUnit;
import org.apache.thrift.TException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The program that measures works. Of times it says nothing here. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class MeasurementsTest {

    @Test
    void changesShowOnAnotherNode() throws IOException, TException {
        ByteArrayOutputStream text = new ByteArrayOutputStream();

        ChangeLatency.print(new PrintStream(text, true, UTF_8), 10);

        assertThat(text.toString(UTF_8).lines())
                .filteredOn(line -> line.startsWith("| in memory"))
                .hasSize(2)
                .allMatch(line -> line.matches("\\| in memory \\| [^|]+( \\| \\d+\\.\\d\\d){5} \\|"));
    }
}
