package dev.flipper.store.jpa;

import dev.flipper.Subscription;
import dev.flipper.store.StoreListener;
import dev.flipper.store.WatchedListeners;
import java.util.Objects;

/**
 * Tells listeners of changes, whoever makes them. Begins with the first listener, in a thread of its own, and goes on
 * until it is closed. Thread-safe.
 */
final class ChangeWatch implements AutoCloseable {

    private final WatchedListeners listeners =
            new WatchedListeners(System.getLogger(JpaFeatureFlagStore.class.getName()));
    private final WatchSettings settings;
    private final WatchLoop loop;
    private boolean begun;
    private boolean closed;

    ChangeWatch(WatchSettings settings) {
        this.settings = settings;
        this.loop = new WatchLoop(listeners, settings);
    }

    /** Adds a listener, who hears that it is connected as soon as the table is watched. */
    synchronized Subscription subscribe(StoreListener listener) {
        Objects.requireNonNull(listener, "listener");
        if (!begun && !closed) {
            settings.threads().newThread(loop).start();
            begun = true;
        }
        Subscription subscription = listeners.add(listener);
        loop.look();
        return subscription;
    }

    /**
     * Tells of a change that has been made through this store, and stands. The database tells of it as well, but later,
     * or only where it is asked once in a while.
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
