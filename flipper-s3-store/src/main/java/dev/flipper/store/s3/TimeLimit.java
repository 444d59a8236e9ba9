package dev.flipper.store.s3;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * A limit of time for what the SDK does without one: in a thread of its own, which is interrupted then. Thread-safe.
 */
final class TimeLimit implements AutoCloseable {

    /** More than callers that are to wait for the same at the same time. */
    private static final int MOST = 64;

    private static final long IDLE_SECONDS = 5;

    private final Duration limit;
    private final ThreadPoolExecutor threads;

    TimeLimit(Duration limit, ThreadFactory threads) {
        this.limit = limit;
        this.threads =
                new ThreadPoolExecutor(0, MOST, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), threads);
    }

    /**
     * Does something.
     *
     * @param what what it finds out, and what to do if that takes too long
     * @throws S3Failure if it takes too long, or this thread is interrupted
     */
    <T> T within(String what, Supplier<T> call) {
        Future<T> outcome = threads.submit(call::get);
        try {
            return outcome.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw exceeded(what, limit);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw S3Failure.notDone("the thread was interrupted", e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException failure
                    ? failure
                    : S3Failure.notDone(String.valueOf(e.getCause()), e);
        } finally {
            outcome.cancel(true);
        }
    }

    static S3Failure exceeded(String what, Duration limit) {
        return S3Failure.notDone("the SDK has not found out within " + limit.toMillis() + " ms " + what, null);
    }

    /** Ends the threads; who waits is told as if his time were over. */
    @Override
    public void close() {
        threads.shutdownNow();
    }
}
