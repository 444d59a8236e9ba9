package dev.flipper.store.consul;

import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import javax.net.ssl.SSLHandshakeException;

/**
 * Asks Consul over HTTP. What is asked waits no longer than the timeout, and is never asked twice. Thread-safe; closing
 * ends at once what is under way.
 */
final class ConsulHttp implements AutoCloseable {

    /**
     * How much longer than for the beginning of an answer it may take to receive it, for one that has all flags in it.
     */
    private static final int WHOLE_ANSWER = 10;

    private final ConsulAddress address;
    private final HttpAccess access;
    private final Duration timeout;
    private final AnswerLimits limits;
    private final LazyHttpClient client;
    private final Set<Exchange> underWay = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    ConsulHttp(ConsulAddress address, HttpAccess access, Duration timeout, AnswerLimits limits, LazyHttpClient client) {
        this.address = address;
        this.access = access;
        this.timeout = timeout;
        this.limits = limits;
        this.client = client;
    }

    ConsulAddress address() {
        return address;
    }

    /** Asks for what may be all flags, and waits for the answer. */
    Answer get(String pathAndQuery) {
        return answer(send(access.to(address, pathAndQuery).GET(), timeout, limits.all(), ended -> {}));
    }

    /** Sends something about one flag and waits for the answer. */
    Answer put(String pathAndQuery, String body) {
        HttpRequest.Builder request = access.to(address, pathAndQuery).PUT(BodyPublishers.ofString(body));
        return answer(send(request, timeout, limits.one(), ended -> {}));
    }

    /**
     * Asks for what may be all flags, of which Consul may take its time to answer, beyond the timeout.
     *
     * @param atTheEnd called when it is worth a call of {@link #answer}, in any thread
     */
    Exchange ask(String pathAndQuery, Duration longer, Runnable atTheEnd) {
        HttpRequest.Builder request = access.to(address, pathAndQuery).GET();
        return send(request, timeout.plus(longer), limits.all(), ended -> atTheEnd.run());
    }

    private Exchange send(HttpRequest.Builder request, Duration limit, long bytes, Consumer<Exchange> atTheEnd) {
        Exchange exchange = new Exchange(
                limit, client.get().sendAsync(request.timeout(limit).build(), LimitedBody.of(bytes)), atTheEnd);
        underWay.add(exchange);
        if (closed) {
            exchange.cancel();
        }
        return exchange;
    }

    /** Waits for the answer as a whole: a request's own limit ends with the beginning of the answer. */
    Answer answer(Exchange exchange) {
        try {
            return exchange.await(wholeAnswer());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw ConsulFailure.unknown("the thread was interrupted", e);
        } catch (ExecutionException e) {
            throw failure(exchange, e.getCause() == null ? e : e.getCause());
        } catch (CancellationException | TimeoutException e) {
            throw failure(exchange, e);
        } finally {
            cancel(exchange);
        }
    }

    /** Gives up an exchange, if it has not ended. */
    void cancel(Exchange exchange) {
        exchange.cancel();
        underWay.remove(exchange);
    }

    /** How long an answer may take to be received as a whole. */
    Duration wholeAnswer() {
        return timeout.multipliedBy(WHOLE_ANSWER);
    }

    private ConsulFailure failure(Exchange exchange, Throwable cause) {
        if (closed || cause instanceof CancellationException) {
            return ConsulFailure.unknown("the store is closed", cause);
        }
        if (cause instanceof ConsulFailure failure) {
            return failure;
        }
        if (cause instanceof ConnectException || cause instanceof HttpConnectTimeoutException) {
            return ConsulFailure.notDone("it cannot be connected to" + reason(cause), cause);
        }
        if (cause instanceof HttpTimeoutException) {
            return late("no answer", exchange.limit(), cause);
        }
        if (cause instanceof TimeoutException) {
            return late("no whole answer", wholeAnswer(), cause);
        }
        if (cause instanceof SSLHandshakeException) {
            return ConsulFailure.notDone("there is no trust: " + cause.getMessage(), cause);
        }
        if (cause instanceof IOException) {
            return ConsulFailure.disconnected("the connection was lost: " + cause.getMessage(), cause);
        }
        return ConsulFailure.unknown(String.valueOf(cause), cause);
    }

    private static ConsulFailure late(String what, Duration limit, Throwable cause) {
        return ConsulFailure.unknown("there was " + what + " within " + limit.toMillis() + " ms", cause);
    }

    private String reason(Throwable failure) {
        if (failure instanceof HttpConnectTimeoutException) {
            return " within " + timeout.toMillis() + " ms";
        }
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof UnresolvedAddressException) {
                return ", as nobody knows the host";
            }
        }
        return failure.getMessage() == null ? ": the connection was refused" : ": " + failure.getMessage();
    }

    /** Ends what is under way, and gives up the client with its connections. */
    @Override
    public void close() {
        closed = true;
        underWay.forEach(Exchange::cancel);
        client.close();
    }
}
