package dev.flipper.store.redis;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisException;

/**
 * Connects to a cluster when it is first needed, and again when that has failed: Jedis wants to know all slots at once,
 * and a store opens while its servers are away. Thread-safe.
 *
 * @param <P> what leads to the nodes of a connected cluster
 */
final class LazyCluster<P> implements Supplier<P>, AutoCloseable {

    /** After a failure; until it is over everybody fails at once. */
    private static final long PAUSE = Duration.ofSeconds(1).toNanos();

    private record Failure(JedisException cause, long at) {}

    private final List<HostAndPort> nodes;
    private final Function<List<HostAndPort>, P> connecting;
    private final Consumer<P> closing;
    private final Duration patience;
    private final LongSupplier nanoTime;

    private final ReentrantLock oneAtATime = new ReentrantLock();
    private final AtomicReference<@Nullable P> connected = new AtomicReference<>();
    private volatile @Nullable Failure last;
    private volatile boolean closed;

    /**
     * Connects to nothing yet.
     *
     * @param connecting makes a connected one of the nodes, or throws a {@code JedisException}
     * @param patience how long to wait for another thread that is connecting
     */
    LazyCluster(
            List<HostAndPort> nodes,
            Function<List<HostAndPort>, P> connecting,
            Consumer<P> closing,
            Duration patience,
            LongSupplier nanoTime) {
        this.nodes = List.copyOf(nodes);
        this.connecting = connecting;
        this.closing = closing;
        this.patience = patience;
        this.nanoTime = nanoTime;
    }

    /** Throws {@code JedisConnectionException} if no node can be reached, or it is closed. */
    @Override
    public P get() {
        P provider = connected.get();
        if (provider != null) {
            return provider;
        }
        failWhilePausing();
        takeTurn();
        try {
            return connectOnce();
        } finally {
            oneAtATime.unlock();
        }
    }

    private void failWhilePausing() {
        if (closed) {
            throw new JedisConnectionException("The connection to the cluster " + nodes + " is closed");
        }
        Failure failure = last;
        if (failure != null && nanoTime.getAsLong() - failure.at() < PAUSE) {
            throw away(failure.cause());
        }
    }

    private void takeTurn() {
        try {
            if (oneAtATime.tryLock(patience.toNanos(), TimeUnit.NANOSECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new JedisConnectionException(
                    "Interrupted while another thread was connecting to the cluster " + nodes, e);
        }
        throw new JedisConnectionException("Another thread is connecting to the cluster " + nodes + ", for longer than "
                + patience.toMillis() + " ms");
    }

    private P connectOnce() {
        P provider = connected.get();
        if (provider != null) {
            return provider;
        }
        failWhilePausing();
        try {
            provider = connecting.apply(nodes);
        } catch (JedisException e) {
            JedisException cause = reason(e);
            last = new Failure(cause, nanoTime.getAsLong());
            throw away(cause);
        }
        connected.set(provider);
        if (closed) {
            closeOnce();
        }
        return provider;
    }

    /** Jedis tells that it failed, and why only on the side. */
    private static JedisException reason(JedisException failure) {
        for (Throwable suppressed : failure.getSuppressed()) {
            if (suppressed instanceof JedisException reason) {
                return reason;
            }
        }
        return failure;
    }

    private JedisConnectionException away(JedisException cause) {
        return new JedisConnectionException(
                "No node of the cluster " + nodes + " has told its slots: " + cause.getMessage(), cause);
    }

    @Override
    public void close() {
        closed = true;
        closeOnce();
    }

    private void closeOnce() {
        P provider = connected.getAndSet(null);
        if (provider != null) {
            closing.accept(provider);
        }
    }
}
