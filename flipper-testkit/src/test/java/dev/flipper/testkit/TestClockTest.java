package dev.flipper.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class TestClockTest {

    private final TestClock clock = new TestClock(Instant.EPOCH);

    @Test
    void standsStillUntilItIsSet() {
        assertThat(clock.instant()).isEqualTo(Instant.EPOCH);
        clock.set(Instant.MAX);
        assertThat(clock.instant()).isEqualTo(Instant.MAX);
        clock.set(Instant.EPOCH);
        assertThat(clock).hasToString("1970-01-01T00:00:00Z");
    }

    @Test
    void movesOnAndBack() {
        assertThat(clock.advance(Duration.ofMillis(1500))).isEqualTo(Instant.ofEpochMilli(1500));
        clock.advance(Duration.ofSeconds(-1));
        assertThat(clock.millis()).isEqualTo(500);
    }

    @Test
    void losesNoStep() throws InterruptedException {
        Race.run(Duration.ofMinutes(1), (thread, round) -> clock.advance(Duration.ofSeconds(1)));
        assertThat(clock.instant()).isEqualTo(Instant.ofEpochSecond((long) Race.THREADS * Race.ROUNDS));
    }

    @Test
    void refusesNulls() {
        assertThatNullPointerException().isThrownBy(() -> new TestClock(null)).withMessage("start");
        assertThatNullPointerException().isThrownBy(() -> clock.set(null)).withMessage("time");
    }
}
