package dev.flipper.store;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Tells when something has reached a replica, or that an attempt to bring it there has failed; the attempts after that
 * are not told any more. Thread-safe.
 */
final class Receipt {

    private final CompletableFuture<Boolean> outcome = new CompletableFuture<>();

    void arrived() {
        outcome.complete(true);
    }

    void failed(Throwable failure) {
        outcome.completeExceptionally(failure);
    }

    boolean isSettled() {
        return outcome.isDone();
    }

    /** Gives out, once all of the others are settled, what came of them. */
    @SuppressWarnings("FutureReturnValueIgnored") // the outcome is told here, and nothing else can fail
    void settleAfter(List<Receipt> others) {
        CompletableFuture<?>[] outcomes =
                others.stream().map(other -> other.outcome).toArray(CompletableFuture<?>[]::new);
        CompletableFuture.allOf(outcomes).whenComplete((nothing, failure) -> {
            if (failure == null) {
                arrived();
            } else {
                failed(failure);
            }
        });
    }

    /** Waits for the outcome, and gives the failure, or null if it has arrived. */
    @Nullable
    Throwable await() throws InterruptedException {
        try {
            outcome.get();
            return null;
        } catch (ExecutionException e) {
            return Objects.requireNonNullElse(e.getCause(), e);
        }
    }
}
