package dev.flipper;

import dev.flipper.store.FeatureFlagStore;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Tells those who join in of a client's opening and closing, and gives up what it held. */
final class ClientLifecycle {

    private static final Logger LOGGER = System.getLogger(FeatureFlagClient.class.getName());

    private final FeatureFlagClient client;
    private final FeatureFlagStore store;
    private final List<FeatureFlagClientListener> listeners = new CopyOnWriteArrayList<>();
    private volatile @Nullable Subscription subscription;

    ClientLifecycle(FeatureFlagClient client, FeatureFlagStore store) {
        this.client = client;
        this.store = store;
    }

    void open(OwnWrites ownWrites) {
        attempt(
                "following the store's changes",
                () -> subscription = store.subscribe(ownWrites).orElse(null));
        // Parts that join in lie beside this jar; the thread's loader may be another application's.
        ClassLoader loader = FeatureFlagClientListener.class.getClassLoader();
        ServiceLoader.load(FeatureFlagClientListener.class, loader).stream()
                .forEach(found -> attempt(found.type().getName(), () -> listeners.add(found.get())));
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
        } catch (Exception | LinkageError | StackOverflowError | ServiceConfigurationError e) {
            LOGGER.log(Level.ERROR, "Client '" + client.name() + "': " + what + " failed", e);
        }
    }
}
