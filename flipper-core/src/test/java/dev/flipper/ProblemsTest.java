package dev.flipper;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProblemsTest {

    private final Problems problems = new Problems("main");

    /** Names come from outside: whoever asks for ever new ones must not fill the memory. */
    @Test
    void forgetsWhenTooManyAreKnown() {
        try (LogCapture log = new LogCapture()) {
            problems.evaluation("first", "x");
            for (int i = 0; i < 1000; i++) {
                problems.evaluation("flag" + i, "x");
            }
            assertThat(log.warnings()).hasSize(1001);
            problems.evaluation("first", "x");
            assertThat(log.warnings()).as("told again").hasSize(1002);
            problems.evaluation("first", "x");
            assertThat(log.warnings()).hasSize(1002);
        }
    }
}
