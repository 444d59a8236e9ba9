package dev.flipper;

import dev.flipper.store.FeatureFlagStore;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tells those who join in of a client's opening and closing, and gives up what it held. */
final class ClientLifecycle {

    private static final Logger LOGGER = System.getLogger(FeatureFlagClient.class.getName());

    private final FeatureFlagClient client;
    private final FeatureFlagStore store;
    private final List<FeatureFlagClientListener> listeners;
    private @Nullable Subscription subscription;

    ClientLifecycle(FeatureFlagClient client, FeatureFlagStore store, List<FeatureFlagClientListener> listeners) {
        this.client = client;
        this.store = store;
        this.listeners = listeners;
    }

    void open(OwnWrites ownWrites) {
        attempt(
                "following the store's changes",
                () -> subscription = store.subscribe(ownWrites).orElse(null));
        listeners.forEach(listener -> attempt(listener.getClass().getName(), () -> listener.opened(client)));
    }

    void close() {
        List<FeatureFlagClientListener> reversed = new ArrayList<>(listeners);
        Collections.reverse(reversed);
        reversed.forEach(listener -> attempt(listener.getClass().getName(), () -> listener.closed(client)));
        if (subscription != null) {
            attempt("the store's subscription", subscription::close);
        }
        attempt("the store", store::close);
    }

    /** Nothing that joins in may keep a client from opening, or the others from being closed. */
    private void attempt(String what, Runnable step) {
        try {
            step.run();
        } catch (Exception | LinkageError | StackOverflowError e) {
            LOGGER.log(Level.ERROR, "Client '" + client.name() + "': " + what + " failed", e);
        }
    }
}
