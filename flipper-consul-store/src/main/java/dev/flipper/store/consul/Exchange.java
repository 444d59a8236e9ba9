package dev.flipper.store.consul;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** A request that is sent, and its answer to come. Thread-safe. */
final class Exchange {

    private final Duration limit;
    private final CompletableFuture<HttpResponse<byte[]>> response;

    /**
     * Takes what has been sent.
     *
     * @param limit until when the answer has to begin
     * @param atTheEnd called once, when the answer is there, or it is sure that there will be none
     */
    Exchange(Duration limit, CompletableFuture<HttpResponse<byte[]>> response, Consumer<Exchange> atTheEnd) {
        this.limit = limit;
        this.response = response;
        var unused = response.whenComplete((answer, failure) -> atTheEnd.accept(this));
    }

    /** How long the answer may take to begin. */
    Duration limit() {
        return limit;
    }

    /** Tells whether there is an answer, or will be none. */
    boolean isEnded() {
        return response.isDone();
    }

    /** Waits for the answer. */
    Answer await(Duration longest) throws InterruptedException, ExecutionException, TimeoutException {
        return Answer.of(response.get(longest.toNanos(), TimeUnit.NANOSECONDS));
    }

    /** Gives up: ends the connection, unless there is an answer already. */
    void cancel() {
        // After its end the connection may be somebody else's.
        if (!response.isDone()) {
            response.cancel(true);
        }
    }
}
