package dev.flipper.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

/** The message that only a server's executor brings about; the others are tested where they come up. */
class EventMessagesTest {

    @Test
    void anExecutorThatRefuses() {
        try (LogRecords log = LogRecords.of("dev.flipper.cdi")) {
            EventMessages.asyncObserversNotTold("POST_ENABLE of the flag 'F'", new RejectedExecutionException("full"));
            assertThat(log.messages())
                    .containsExactly("FLIPPER-0031: The asynchronous observers of POST_ENABLE of the flag 'F' could not"
                            + " be told, as the executor refused");
        }
    }
}
