package dev.flipper.store.jpa;

import jakarta.persistence.PersistenceException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * What one thread makes ready, and others wait for who come meanwhile: for the database not longer than they would by
 * themselves, and then for the provider, which is at work in this process. What becomes of it becomes of it for all.
 */
final class SharedStart<T> {

    private final CountDownLatch reached = new CountDownLatch(1);
    private final CompletableFuture<T> made = new CompletableFuture<>();

    /** Makes it ready in this thread. */
    T make(Supplier<T> work) {
        try {
            T result = work.get();
            made.complete(result);
            return result;
        } catch (Throwable e) {
            made.completeExceptionally(e);
            throw e;
        } finally {
            reached.countDown();
        }
    }

    /** Says that the database is there. */
    void reached() {
        reached.countDown();
    }

    /** Waits for another thread that makes it ready. */
    T await(Duration timeout) {
        try {
            if (!reached.await(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new NoConnectionException("the database has not been reached yet; another thread still tries it");
            }
            return made.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NoConnectionException("interrupted while another thread tries to reach the database", e);
        } catch (ExecutionException e) {
            throw new PersistenceException(e.getCause());
        }
    }
}
