package dev.flipper.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class BackoffTest {

    private static final Duration FIRST = Duration.ofMillis(100);
    private static final Duration MOST = Duration.ofSeconds(1);

    /** Gives the same number always, as a double of 0 or nearly 1. */
    private static RandomGenerator always(long bits) {
        return () -> bits;
    }

    @Test
    void doublesUpToTheLimit() {
        Backoff backoff = new Backoff(FIRST, MOST, always(0));
        assertThat(backoff.next()).isEqualTo(Duration.ofMillis(50));
        assertThat(backoff.next()).isEqualTo(Duration.ofMillis(100));
        assertThat(backoff.next()).isEqualTo(Duration.ofMillis(200));
        assertThat(backoff.next()).isEqualTo(Duration.ofMillis(400));
        assertThat(backoff.next()).isEqualTo(Duration.ofMillis(500));
        assertThat(backoff.next()).isEqualTo(Duration.ofMillis(500));
    }

    @Test
    void neverExceedsTheLimit() {
        Backoff backoff = new Backoff(FIRST, MOST, always(-1));
        for (int i = 0; i < 100; i++) {
            assertThat(backoff.next()).isBetween(Duration.ofMillis(99), MOST);
        }
    }

    @Test
    void beginsAnew() {
        Backoff backoff = new Backoff(FIRST, MOST, always(0));
        backoff.next();
        backoff.next();
        backoff.reset();
        assertThat(backoff.next()).isEqualTo(Duration.ofMillis(50));
    }
}
