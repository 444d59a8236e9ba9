package dev.flipper.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flipper.LogCapture;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BackgroundThreadTest {

    private final BackgroundThread tasks = new BackgroundThread(BackgroundThread.daemons("flipper-test"));

    @AfterEach
    void close() {
        tasks.close();
    }

    @Test
    void runsInANamedDaemonThread() {
        CompletableFuture<Thread> thread = new CompletableFuture<>();
        tasks.execute(() -> thread.complete(Thread.currentThread()));
        assertThat(thread.join().getName()).isEqualTo("flipper-test");
        assertThat(thread.join().isDaemon()).isTrue();
    }

    @Test
    void aTaskThatFailsIsLoggedAndTheNextOneRuns() {
        AssertionError failure = new AssertionError("broken");
        CompletableFuture<String> next = new CompletableFuture<>();
        try (LogCapture log = new LogCapture()) {
            tasks.execute(() -> {
                throw failure;
            });
            tasks.schedule(() -> next.complete("done"), Duration.ofNanos(1));
            assertThat(next.join()).isEqualTo("done");
            assertThat(log.errors()).containsExactly("A background task of a feature flag store failed");
            assertThat(log.thrown()).containsExactly(failure);
        }
    }

    @Test
    void aTaskThatIsTakenBackDoesNotRun() {
        CompletableFuture<String> begun = new CompletableFuture<>();
        CompletableFuture<String> outcome = new CompletableFuture<>();
        tasks.execute(begun::join);
        Runnable withdrawal = tasks.schedule(() -> outcome.complete("withdrawn"), Duration.ZERO);
        tasks.execute(() -> outcome.complete("next"));
        withdrawal.run();
        begun.complete("");
        assertThat(outcome.join()).isEqualTo("next");
    }

    @Test
    void closingInterruptsTheTaskAndEndsTheThread() throws Exception {
        CompletableFuture<Thread> thread = new CompletableFuture<>();
        CompletableFuture<String> outcome = new CompletableFuture<>();
        CountDownLatch never = new CountDownLatch(1);
        tasks.execute(() -> {
            thread.complete(Thread.currentThread());
            try {
                never.await();
            } catch (InterruptedException e) {
                outcome.complete("interrupted");
            }
        });
        thread.join();
        tasks.schedule(() -> outcome.complete("a task after the closing"), Duration.ofDays(1));
        tasks.close();
        assertThat(outcome.join()).isEqualTo("interrupted");
        thread.join().join();
        tasks.execute(() -> outcome.obtrudeValue("a task after the closing"));
        assertThat(outcome.join()).isEqualTo("interrupted");
    }
}
