package dev.flipper.store.jpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import jakarta.persistence.PersistenceException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** One thread that makes something ready, and those who come meanwhile. */
@Timeout(60)
class SharedStartTest {

    private static final Duration SHORT = Duration.ofMillis(1);
    private static final Duration LONG = Duration.ofMinutes(5);

    private final SharedStart<String> start = new SharedStart<>();
    private final CompletableFuture<String> work = new CompletableFuture<>();

    private void begin() {
        Thread thread = new Thread(() -> start.make(work::join));
        thread.setUncaughtExceptionHandler((failed, failure) -> {});
        thread.start();
    }

    @Test
    void aDatabaseThatIsNotReachedIsNotWaitedForAnyLonger() {
        begin();
        assertThatExceptionOfType(NoConnectionException.class)
                .isThrownBy(() -> start.await(SHORT))
                .withMessage("the database has not been reached yet; another thread still tries it");
        work.complete("ready");
        assertThat(start.await(LONG)).isEqualTo("ready");
    }

    /** A provider takes longer to start than a database may to answer. */
    @Test
    void onceItIsReachedTheRestIsWaitedForHoweverLongItTakes() throws Exception {
        begin();
        start.reached();
        AtomicReference<String> got = new AtomicReference<>();
        Thread waiting = new Thread(() -> got.set(start.await(SHORT)));
        waiting.start();
        // Without a limit.
        await().until(() -> waiting.getState() == Thread.State.WAITING);
        work.complete("ready");
        waiting.join();
        assertThat(got).hasValue("ready");
    }

    @Test
    void whatFailsFailsForAllAndAtOnce() {
        NoConnectionException failure = new NoConnectionException("there is no connection: the horse has bolted");
        begin();
        work.completeExceptionally(failure);
        assertThatExceptionOfType(PersistenceException.class)
                .isThrownBy(() -> start.await(LONG))
                .satisfies(told -> assertThat(SqlFailures.describe(told)).isEqualTo(failure.getMessage()));
    }

    @Test
    void whoIsInterruptedWaitsNoLonger() {
        begin();
        Thread.currentThread().interrupt();
        assertThatExceptionOfType(NoConnectionException.class)
                .isThrownBy(() -> start.await(LONG))
                .withMessage("interrupted while another thread tries to reach the database");
        assertThat(Thread.interrupted()).isTrue();
        work.complete("ready");
    }
}
