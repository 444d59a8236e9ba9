package dev.flipper.store;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor.DiscardPolicy;
import java.util.concurrent.TimeUnit;

/** Runs background tasks in one thread, which starts with the first of them. */
final class BackgroundThread implements BackgroundTasks {

    private static final Logger LOGGER = System.getLogger(FeatureFlagStore.class.getName());

    private final ScheduledThreadPoolExecutor executor;

    BackgroundThread(ThreadFactory threads) {
        executor = new ScheduledThreadPoolExecutor(1, task -> made(threads, task), new DiscardPolicy());
        executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        executor.setRemoveOnCancelPolicy(true);
    }

    /** A factory may give null to refuse, and then the executor would keep the task for ever without a word. */
    private static Thread made(ThreadFactory threads, Runnable task) {
        Thread thread = threads.newThread(task);
        if (thread == null) {
            throw new RejectedExecutionException("The thread factory " + threads + " gave no thread");
        }
        return thread;
    }

    /** Makes threads that do not keep the process from ending. */
    static ThreadFactory daemons(String name) {
        return task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        };
    }

    @Override
    public Runnable schedule(Runnable task, Duration delay) {
        // A failure is logged by the task itself.
        Future<?> planned = executor.schedule(() -> logged(task), delay.toNanos(), TimeUnit.NANOSECONDS);
        return () -> planned.cancel(false);
    }

    private static void logged(Runnable task) {
        try {
            task.run();
        } catch (Throwable e) {
            // Nobody waits for the outcome, and the thread has more to do.
            LOGGER.log(Level.ERROR, "A background task of a feature flag store failed", e);
        }
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
