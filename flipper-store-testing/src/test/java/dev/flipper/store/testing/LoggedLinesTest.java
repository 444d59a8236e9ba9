package dev.flipper.store.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

class LoggedLinesTest {

    private static final Logger LOGGER = Logger.getLogger("dev.flipper.store.testing.test");

    @Test
    void linesAreKeptByTheirLevelUntilTheyAreForgotten() {
        try (LoggedLines log = new LoggedLines()) {
            LOGGER.fine("not looked at");
            LOGGER.info("one");
            LOGGER.warning("two");
            LOGGER.log(Level.SEVERE, "three", new IllegalStateException("why"));

            assertThat(log.infos()).containsExactly("one");
            assertThat(log.warnings()).containsExactly("two", "three");
            assertThat(log.reasons()).containsExactly("null", "java.lang.IllegalStateException: why");
            log.forget();
            assertThat(log.warnings()).isEmpty();
        }
    }

    @Test
    void theConsoleIsLeftAloneOnlyMeanwhile() {
        Logger others = Logger.getLogger("dev.flipper.store.testing.others");
        LoggedLines log = new LoggedLines(others.getName());
        assertThat(others.getUseParentHandlers()).isFalse();

        log.close();

        assertThat(others.getUseParentHandlers()).isTrue();
        assertThat(others.getHandlers()).isEmpty();
    }
}
