package dev.flipper.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FlagLocksTest {

    private static final int THREADS = 4;
    private static final int ROUNDS = 5000;

    private final FlagLocks locks = new FlagLocks();
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    private int counted;

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    @Test
    void letsOneThreadInAtATime() throws Exception {
        CyclicBarrier start = new CyclicBarrier(THREADS);
        Future<?>[] done = new Future<?>[THREADS];
        for (int i = 0; i < THREADS; i++) {
            done[i] = threads.submit(() -> {
                start.await();
                for (int round = 0; round < ROUNDS; round++) {
                    locks.locked("flag", () -> counted++);
                }
                return null;
            });
        }
        for (Future<?> future : done) {
            future.get();
        }
        assertThat(counted).isEqualTo(THREADS * ROUNDS);
        assertThat(locks.size()).isZero();
    }

    @Test
    void otherFlagsAreNotHeldUp() throws Exception {
        CountDownLatch held = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        Future<?> holder = threads.submit(() -> locks.locked("held", () -> {
            held.countDown();
            return awaited(release);
        }));
        held.await();
        assertThat(locks.locked("other", () -> "done")).isEqualTo("done");
        assertThat(locks.isHeldByCurrentThread("held")).isFalse();
        release.countDown();
        holder.get();
        assertThat(locks.size()).isZero();
    }

    private static boolean awaited(CountDownLatch latch) {
        try {
            latch.await();
            return true;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void mayBeEnteredAgainByItsHolder() {
        assertThat(locks.isHeldByCurrentThread("flag")).isFalse();
        boolean inner = locks.locked("flag", () -> {
            locks.locked("flag", () -> "inner");
            return locks.isHeldByCurrentThread("flag");
        });
        assertThat(inner).isTrue();
        assertThat(locks.size()).isZero();
    }

    @Test
    void isGivenUpAfterAFailure() {
        assertThatIllegalStateException()
                .isThrownBy(() -> locks.locked("flag", () -> {
                    throw new IllegalStateException();
                }));
        assertThat(locks.size()).isZero();
    }
}
