package dev.flipper.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flipper.LogCapture;
import dev.flipper.store.MirrorHealth.Reading;
import dev.flipper.store.StoreStatus.State;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MirrorHealthTest {

    private static final Duration POLL = Duration.ofSeconds(60);
    private final IllegalStateException failure = new IllegalStateException("connection refused");

    private final ManualTasks clock = new ManualTasks();
    private final LogCapture log = new LogCapture();
    private final MirrorHealth health = new MirrorHealth("Store", POLL, clock, () -> -1L);

    @AfterEach
    void release() {
        log.close();
    }

    private State state() {
        return health.status("store").state();
    }

    private void read() {
        health.synchronizedSince(health.readingBegins());
    }

    /** What was changed between the two connections may be missing in it. */
    @Test
    void aReadingThatBeganBeforeTheConnectionDoesNotCount() {
        health.followed(true);
        Reading early = health.readingBegins();
        health.connected();
        health.synchronizedSince(early);
        assertThat(state()).isEqualTo(State.STALE);
        read();
        assertThat(state()).isEqualTo(State.CONNECTED);
        Reading cut = health.readingBegins();
        assertThat(health.disconnected()).isTrue();
        assertThat(health.disconnected()).isFalse();
        health.connected();
        health.synchronizedSince(cut);
        assertThat(state()).isEqualTo(State.STALE);
    }

    @Test
    void everyLostConnectionBeginsWithShortPauses() {
        health.followed(true);
        health.connected();
        health.disconnected();
        Duration first = health.pause();
        assertThat(health.pause()).isGreaterThan(first);
        health.connected();
        assertThat(health.pause()).isGreaterThan(Duration.ofSeconds(59));
        health.disconnected();
        assertThat(health.pause()).isEqualTo(first);
    }

    @Test
    void aStoreThatIsFollowedAtLastIsGivenTimeToConnect() {
        health.notFollowed(failure);
        health.followed(true);
        read();
        assertThat(log.warnings()).isEmpty();
    }

    @Test
    void aFlagThatFailsInAnOutageIsNotToldByItself() {
        health.followed(false);
        health.failed("a", failure);
        health.failed(failure);
        read();
        assertThat(log.warnings()).singleElement().asString().startsWith("The flags cannot be read from the Store");
    }

    @Test
    void eachOutageIsToldAndForgotten() {
        health.followed(false);
        for (int i = 1; i <= 2; i++) {
            health.failed(failure);
            health.failed(failure);
            assertThat(health.failure()).isSameAs(failure);
            read();
            assertThat(health.failure()).isNull();
            assertThat(log.warnings()).hasSize(i);
            assertThat(log.infos()).hasSize(i);
        }
    }

    @Test
    void isAsOldAsTheBeginningOfTheReading() {
        Reading reading = health.readingBegins();
        clock.pass(POLL);
        health.synchronizedSince(reading);
        assertThat(health.status("store").lastSynchronized()).isEqualTo(Instant.EPOCH);
    }
}
