package dev.flipper.testkit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Eight threads that do the same 250 times each, all at once. */
final class Race {

    static final int THREADS = 8;
    static final int ROUNDS = 250;

    private static final int PATIENCE = 10;

    private Race() {}

    /** What the threads do. */
    @FunctionalInterface
    interface Work {

        /**
         * Called by each thread for each round.
         *
         * @param thread the number of the thread, from 0
         * @param round the number of the round, from 0
         */
        void run(int thread, int round);
    }

    static void run(Duration patience, Work work) throws InterruptedException {
        CyclicBarrier start = new CyclicBarrier(THREADS);
        List<Callable<Boolean>> tasks = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            int thread = i;
            tasks.add(() -> {
                start.await();
                for (int round = 0; round < ROUNDS; round++) {
                    work.run(thread, round);
                }
                return true;
            });
        }
        runAll(patience(patience), tasks);
    }

    /** How long a race may take, if a single thing may take as long as is given. */
    static Duration patience(Duration single) {
        return single.multipliedBy(PATIENCE);
    }

    /** Runs tasks at once, each in a thread of its own, and gives the first failure. */
    static void runAll(Duration limit, List<Callable<Boolean>> tasks) throws InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(tasks.size(), daemons());
        try {
            for (Future<Boolean> result : threads.invokeAll(tasks, limit.toNanos(), TimeUnit.NANOSECONDS)) {
                result.get();
            }
        } catch (CancellationException e) {
            throw new AssertionError("Concurrent calls of the store did not end within " + limit, e);
        } catch (ExecutionException e) {
            throw new AssertionError("A concurrent call of the store failed: " + e.getCause(), e.getCause());
        } finally {
            threads.shutdownNow();
        }
    }

    private static ThreadFactory daemons() {
        AtomicInteger number = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, "flipper-contract-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }
}
