package dev.flipper.store;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/** A flag is being read, in one thread; others who want it may wait for the same outcome. */
final class CacheLoad extends CachedFlag.State {

    final CachePeriod period;
    final long begunAt;
    private final CompletableFuture<StoredFlag> answer = new CompletableFuture<>();

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

    boolean isUnderWay() {
        return !answer.isDone();
    }

    /**
     * Waits for the outcome.
     *
     * @throws ExecutionException with the store's failure as its cause, if nothing was known of the flag either
     */
    StoredFlag await() throws ExecutionException, InterruptedException {
        return answer.get();
    }
}
