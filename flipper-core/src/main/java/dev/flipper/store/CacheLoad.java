package dev.flipper.store;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/** A flag is being read, in one thread; others who want it may wait for the same outcome. */
final class CacheLoad extends CachedFlag.State {

    final CachePeriod period;
    final long begunAt;
    private final Thread reader = Thread.currentThread();
    private final CompletableFuture<@Nullable StoredFlag> answer = new CompletableFuture<>();

    CacheLoad(@Nullable StoredFlag known, CachePeriod period, long begunAt) {
        super(known);
        this.period = period;
        this.begunAt = begunAt;
    }

    void answer(StoredFlag outcome) {
        answer.complete(outcome);
    }

    void fail(Throwable failure) {
        answer.completeExceptionally(failure);
    }

    /** Ends without an outcome: whoever waits has to read for himself. */
    void giveUp() {
        answer.complete(null);
    }

    /** Whether there is an outcome to come; the thread that reads would wait for itself. */
    boolean canBeAwaited() {
        return !answer.isDone() && !reader.equals(Thread.currentThread());
    }

    /**
     * Waits for the outcome; null if there is none.
     *
     * @throws ExecutionException with the store's failure as its cause, if nothing was known of the flag either
     */
    @Nullable
    StoredFlag await() throws ExecutionException, InterruptedException {
        return answer.get();
    }
}
