package dev.flipper.store.redis;

import dev.flipper.Subscription;
import dev.flipper.store.StoreListener;
import dev.flipper.store.WatchedListeners;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ThreadFactory;

/**
 * Tells listeners of changes, whoever makes them. Begins with the first listener, in a thread of its own, and goes on
 * until it is closed. Thread-safe.
 */
final class ChangeWatch implements AutoCloseable {

    private final WatchedListeners listeners =
            new WatchedListeners(System.getLogger(RedisFeatureFlagStore.class.getName()));
    private final WatchLoop loop;
    private final ThreadFactory threads;
    private boolean begun;
    private boolean closed;

    ChangeWatch(RedisServers servers, FlagKeys keys, Duration timeout, Duration pollInterval, ThreadFactory threads) {
        this.loop = new WatchLoop(listeners, servers, keys, timeout, pollInterval, threads);
        this.threads = threads;
    }

    /** Adds a listener, who hears that it is connected as soon as all servers are watched. */
    synchronized Subscription subscribe(StoreListener listener) {
        Objects.requireNonNull(listener, "listener");
        if (!begun && !closed) {
            threads.newThread(loop).start();
            begun = true;
        }
        Subscription subscription = listeners.add(listener);
        loop.look();
        return subscription;
    }

    /**
     * Tells of a change that has been made through this store. Redis tells of it as well; but of changes on two servers
     * of a cluster not in their order, and where flags are only read once in a while it is late.
     */
    void changed(String flag) {
        listeners.changed(flag);
    }

    @Override
    public synchronized void close() {
        closed = true;
        loop.close();
    }
}
