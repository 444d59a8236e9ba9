package dev.flipper.jmx;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SerialTasksTest {

    private static final int ROUNDS = 20_000;

    private final SerialTasks tasks = new SerialTasks();
    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void shutDown() {
        threads.shutdownNow();
    }

    @Test
    void aTaskHasRunOnReturn() {
        List<String> ran = new ArrayList<>();

        tasks.run(() -> ran.add("run"));
        tasks.hand(() -> ran.add("handed"));

        assertThat(ran).containsExactly("run", "handed");
    }

    @Test
    void whatATaskBringsRunsAfterIt() {
        List<String> ran = new ArrayList<>();

        tasks.run(() -> {
            tasks.run(() -> ran.add("inner run"));
            tasks.hand(() -> ran.add("inner handed"));
            ran.add("outer");
        });

        assertThat(ran).containsExactly("outer", "inner run", "inner handed");
    }

    @Test
    void aTaskThatThrowsHindersNoOther() {
        List<String> ran = new ArrayList<>();

        tasks.run(() -> {
            tasks.run(() -> ran.add("next"));
            throw new IllegalStateException("logged, on purpose");
        });

        assertThat(ran).containsExactly("next");
    }

    @Test
    void handingOverNeverWaits() throws Exception {
        CountDownLatch working = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        List<Thread> ranIn = new ArrayList<>();
        List<Thread> worker = new ArrayList<>();
        Future<?> busy = threads.submit(() -> tasks.run(() -> {
            worker.add(Thread.currentThread());
            working.countDown();
            await(goOn);
        }));
        working.await();

        tasks.hand(() -> ranIn.add(Thread.currentThread()));
        goOn.countDown();
        busy.get();

        assertThat(ranIn).isEqualTo(worker);
    }

    @Test
    void aTaskThatIsHandedOverAfterTheLastLookIsNotForgotten() {
        List<String> ran = new ArrayList<>();
        LateQueue queue = new LateQueue();
        SerialTasks late = new SerialTasks(queue);
        queue.whenEmpty = () -> threads.submit(() -> late.hand(() -> ran.add("late")));

        late.run(() -> ran.add("first"));

        assertThat(ran).containsExactly("first", "late");
    }

    /** Lets another thread do something between the moment when the queue is found empty and the answer. */
    private static final class LateQueue extends ConcurrentLinkedQueue<Runnable> {

        private static final long serialVersionUID = 1L;

        transient Supplier<Future<?>> whenEmpty;

        @Override
        public Runnable poll() {
            Runnable next = super.poll();
            Supplier<Future<?>> once = whenEmpty;
            if (next == null && once != null) {
                whenEmpty = null;
                try {
                    once.get().get();
                } catch (InterruptedException | ExecutionException e) {
                    throw new AssertionError(e);
                }
            }
            return next;
        }
    }

    @Test
    void noTaskIsForgottenAndNoTwoRunAtOnce() throws Exception {
        int[] count = {0};
        List<Integer> counts = new ArrayList<>();
        CyclicBarrier rounds = new CyclicBarrier(3, () -> counts.add(count[0]));
        List<Future<?>> done = new ArrayList<>();
        done.add(threads.submit(() -> repeat(rounds, () -> tasks.run(() -> count[0]++))));
        done.add(threads.submit(() -> repeat(rounds, () -> tasks.hand(() -> count[0]++))));
        done.add(threads.submit(() -> repeat(rounds, () -> tasks.hand(() -> count[0]++))));
        for (Future<?> thread : done) {
            thread.get();
        }

        assertThat(counts)
                .isEqualTo(IntStream.rangeClosed(1, ROUNDS)
                        .mapToObj(round -> 3 * round)
                        .toList());
    }

    private static Object repeat(CyclicBarrier rounds, Runnable action) throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            action.run();
            rounds.await();
        }
        return rounds;
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
