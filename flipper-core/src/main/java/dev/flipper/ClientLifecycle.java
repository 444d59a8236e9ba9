package dev.flipper;

import dev.flipper.store.FeatureFlagStore;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Tells those who join in of a client's opening and closing, and gives up what it held. */
final class ClientLifecycle {

    private static final Logger LOGGER = System.getLogger(FeatureFlagClient.class.getName());

    private final FeatureFlagClient client;
    private final FeatureFlagStore store;
    private final Iterable<? extends FeatureFlagClientListener> found;
    private final List<FeatureFlagClientListener> listeners = new CopyOnWriteArrayList<>();
    private volatile @Nullable Subscription subscription;

    /**
     * Takes what belongs together.
     *
     * @param found the parts that join in; looked for while it is gone through
     */
    ClientLifecycle(
            FeatureFlagClient client, FeatureFlagStore store, Iterable<? extends FeatureFlagClientListener> found) {
        this.client = client;
        this.store = store;
        this.found = found;
    }

    void open(OwnWrites ownWrites) {
        attempt(
                "following the store's changes",
                () -> subscription = Objects.requireNonNull(
                                store.subscribe(ownWrites), "the store gave null in place of an Optional")
                        .orElse(null));
        attempt("looking for parts that join in", () -> found.forEach(listeners::add));
        listeners.forEach(listener -> attempt(listener.getClass().getName(), () -> listener.opened(client)));
    }

    void leave() {
        List<FeatureFlagClientListener> reversed = new ArrayList<>(listeners);
        Collections.reverse(reversed);
        reversed.forEach(listener -> attempt(listener.getClass().getName(), () -> listener.closed(client)));
    }

    void release() {
        Subscription open = subscription;
        if (open != null) {
            attempt("the store's subscription", open::close);
        }
        attempt("the store", store::close);
    }

    /** Nothing that joins in may keep a client from opening, or the others from being closed. */
    private void attempt(String what, Runnable step) {
        try {
            step.run();
        } catch (Throwable e) {
            LOGGER.log(Level.ERROR, "Client '" + client.name() + "': " + what + " failed", e);
        }
    }
}
