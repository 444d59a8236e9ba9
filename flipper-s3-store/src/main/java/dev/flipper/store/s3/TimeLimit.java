package dev.flipper.store.s3;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** A limit of time for what the SDK does without one. */
final class TimeLimit {

    private TimeLimit() {}

    /** Does something in a thread of its own, which is interrupted if it takes longer. */
    static <T> T within(Duration limit, ThreadFactory threads, Supplier<T> call) {
        CompletableFuture<T> outcome = new CompletableFuture<>();
        Thread thread = threads.newThread(() -> {
            try {
                outcome.complete(call.get());
            } catch (Throwable e) {
                outcome.completeExceptionally(e);
            }
        });
        thread.start();
        try {
            return outcome.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            thread.interrupt();
            throw exceeded(limit);
        } catch (InterruptedException e) {
            thread.interrupt();
            Thread.currentThread().interrupt();
            throw S3Failure.notDone("the thread was interrupted", e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException failure
                    ? failure
                    : S3Failure.notDone(String.valueOf(e.getCause()), e);
        }
    }

    static S3Failure exceeded(Duration limit) {
        return S3Failure.notDone(
                "the SDK did not find out within " + limit.toMillis()
                        + " ms which region this machine is in: set s3.region",
                null);
    }
}
