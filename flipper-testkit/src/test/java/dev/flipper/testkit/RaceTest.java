package dev.flipper.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class RaceTest {

    @Test
    void aCallThatNeverReturnsIsAFailure() {
        CountDownLatch never = new CountDownLatch(1);
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> Race.runAll(Duration.ofMillis(10), List.of(() -> {
                    never.await();
                    return true;
                })))
                .withMessage("Concurrent calls of the store did not end within PT0.01S");
    }

    @Test
    void aFailureOfOneThreadFailsAll() {
        PlannedFailure failure = new PlannedFailure();
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> Race.run(Duration.ofMinutes(1), (thread, round) -> {
                    if (thread == 7 && round == 249) {
                        throw failure;
                    }
                }))
                .withCause(failure)
                .satisfies(e -> assertThat(e).hasMessageContaining("on purpose"));
    }
}
