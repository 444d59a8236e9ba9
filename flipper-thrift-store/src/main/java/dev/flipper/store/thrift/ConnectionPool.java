package dev.flipper.store.thrift;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.thrift.TException;
import org.jspecify.annotations.Nullable;

/**
 * A few connections to a service. There are none before the first is wanted, and never a thread: who wants a connection
 * makes it, and hears at once if that fails. Thread-safe; no lock is held while a connection is made or used.
 */
final class ConnectionPool implements AutoCloseable {

    /** What is between us and the service may have forgotten an older one, which would be found out by waiting. */
    private static final Duration IDLE = Duration.ofMinutes(1);

    private final ServiceAddress address;
    private final ServiceLimits limits;
    private final int size;
    private final Duration wait;
    private final InstantSource clock;
    /** As many as there may be connections in use. */
    private final Semaphore turns;

    /** Those that are not in use. The one that was given back last is the first, so that the others may grow old. */
    private final Deque<ClientConnection> resting = new ArrayDeque<>();

    private volatile boolean closed;

    /** Uses a connection. */
    @FunctionalInterface
    interface Use<T extends @Nullable Object> {
        T of(ClientConnection connection) throws TException;
    }

    /**
     * Sets the pool up. Does no I/O.
     *
     * @param wait how long one of the connections is waited for if all are in use
     */
    ConnectionPool(ServiceAddress address, ServiceLimits limits, int size, Duration wait, InstantSource clock) {
        this.address = address;
        this.limits = limits;
        this.size = size;
        this.wait = wait;
        this.clock = clock;
        this.turns = new Semaphore(size, true);
    }

    /**
     * Uses a connection once.
     *
     * @throws NotSentException if nothing has been sent
     */
    <T extends @Nullable Object> T use(Use<T> use) throws TException {
        awaitTurn();
        try {
            ClientConnection connection = connection();
            try {
                return use.of(connection);
            } finally {
                giveBack(connection);
            }
        } finally {
            turns.release();
        }
    }

    private void awaitTurn() throws NotSentException {
        try {
            if (!turns.tryAcquire(wait.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new NotSentException(
                        "all " + size + " connections were in use for " + wait.toMillis() + " ms", null);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            boolean waited = turns.availablePermits() == 0;
            throw new NotSentException(waited ? "interrupted while all connections were in use" : "interrupted", e);
        }
    }

    private ClientConnection connection() throws NotSentException {
        ClientConnection kept = kept();
        while (kept != null && !isFit(kept)) {
            kept.close();
            kept = kept();
        }
        if (closed) {
            if (kept != null) {
                kept.close();
            }
            throw new NotSentException("the store is closed", null);
        }
        try {
            return kept == null ? ClientConnection.open(address, limits) : kept;
        } catch (IOException | TException e) {
            throw new NotSentException("there is no connection: " + ServiceFailures.describe(e), e);
        }
    }

    private @Nullable ClientConnection kept() {
        synchronized (resting) {
            return resting.pollFirst();
        }
    }

    private boolean isFit(ClientConnection connection) {
        return connection.isUsable() && !isOld(connection);
    }

    private boolean isOld(ClientConnection connection) {
        return connection.isUnusedSince(clock.instant().minus(IDLE));
    }

    private void giveBack(ClientConnection used) {
        boolean usable = used.isUsable();
        used.usedAt(clock.instant());
        ClientConnection ended = used;
        synchronized (resting) {
            if (usable && !closed) {
                resting.addFirst(used);
                // One at a time will do: nobody gives back more than have been in use.
                ended = isOld(resting.getLast()) ? resting.removeLast() : null;
            }
        }
        if (ended != null) {
            ended.close();
        }
        if (!usable) {
            // The others were opened to the same server, and a restart has cut them all.
            endResting();
        }
    }

    private void endResting() {
        List<ClientConnection> all;
        synchronized (resting) {
            all = List.copyOf(resting);
            resting.clear();
        }
        all.forEach(ClientConnection::close);
    }

    /** Ends the connections; those that are in use when they are given back. Who waits for one is told. */
    @Override
    public void close() {
        closed = true;
        endResting();
        turns.release(size);
    }
}
