package dev.flipper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

class ProblemsTest {

    private Instant now = Instant.EPOCH;
    private final Problems problems = new Problems("main", InstantSource.system());

    /** Names come from outside: whoever asks for ever new ones must neither fill the memory nor the log. */
    @Test
    void stopsWhenTooManyAreKnown() {
        try (LogCapture log = new LogCapture()) {
            for (int i = 0; i < 1500; i++) {
                problems.noVerdict("flag" + i, "x");
            }
            assertThat(log.warnings())
                    .hasSize(1001)
                    .contains("Client 'main': The next problem is the last of its kind that is logged: there are 1000");
            problems.noVerdict("first", "x");
            assertThat(log.warnings()).hasSize(1001);
            problems.bucketerFailed("first", new IOException());
            assertThat(log.warnings()).as("another kind").hasSize(1002);
        }
    }

    @Test
    void tellsAKindOfProblemOnceAFlagHoweverItsMessageVaries() {
        try (LogCapture log = new LogCapture()) {
            for (int i = 0; i < 10; i++) {
                problems.noVerdict("flag", "message " + i);
                problems.bucketerFailed("flag", new IOException("no user " + i));
                problems.contextProviderFailed(getClass().getName(), new IOException("no request " + i));
            }
            assertThat(log.warnings()).hasSize(3);
        }
    }

    @Test
    void tellsOfAFailingStoreOnceAMinute() {
        Problems timed = new Problems("main", () -> now);
        try (LogCapture log = new LogCapture()) {
            timed.storeFailed("a", new IOException());
            timed.storeFailed("b", new IOException());
            now = now.plusSeconds(59);
            timed.storeFailed("a", new IOException());
            assertThat(log.warnings()).hasSize(1);
            now = now.plusSeconds(1);
            timed.storeFailed("b", new IOException());
            timed.storeFailed("b", new IOException());
            assertThat(log.warnings()).hasSize(2);
        }
    }

    @Test
    void aClockThatFailsHurtsNobody() {
        Problems clockless = new Problems("main", () -> {
            throw new IllegalStateException("no time");
        });
        try (LogCapture log = new LogCapture()) {
            clockless.storeFailed("a", new IOException());
            clockless.storeFailed("a", new IOException());
            assertThat(log.warnings()).hasSize(1);
        }
    }

    @Test
    void aLogThatFailsHurtsNobody() {
        Logger logger = Logger.getLogger(FeatureFlagClient.class.getName());
        Handler failing = new FailingHandler();
        logger.addHandler(failing);
        try {
            assertThatCode(() -> problems.noVerdict("flag", "x")).doesNotThrowAnyException();
        } finally {
            logger.removeHandler(failing);
        }
    }

    private static final class FailingHandler extends Handler {
        @Override
        public void publish(LogRecord logRecord) {
            throw new IllegalStateException("disk full");
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
