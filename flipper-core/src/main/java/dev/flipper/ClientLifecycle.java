package dev.flipper;

import dev.flipper.setting.Settings;
import dev.flipper.store.FeatureFlagStore;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Tells those who join in of a client's opening and closing, and gives up what it held. Thread-safe. */
final class ClientLifecycle {

    private static final Logger LOGGER = System.getLogger(FeatureFlagClient.class.getName());

    private final FeatureFlagClient client;
    private final FeatureFlagStore store;
    private final Settings settings;
    private final Iterable<? extends FeatureFlagClientListener> found;
    /** In the order in which they joined in. */
    private final List<FeatureFlagClientListener> listeners = new ArrayList<>();

    private boolean closing;
    private volatile @Nullable Subscription subscription;

    /**
     * Takes what belongs together.
     *
     * @param found the parts that join in; looked for while it is gone through
     */
    ClientLifecycle(
            FeatureFlagClient client,
            FeatureFlagStore store,
            Settings settings,
            Iterable<? extends FeatureFlagClientListener> found) {
        this.client = client;
        this.store = store;
        this.settings = settings;
        this.found = found;
    }

    void open(OwnWrites ownWrites) {
        attempt(
                "following the store's changes",
                () -> subscription = Objects.requireNonNull(
                                store.subscribe(ownWrites), "the store gave null in place of an Optional")
                        .orElse(null));
        List<FeatureFlagClientListener> joining = new ArrayList<>();
        attempt("looking for parts that join in", () -> found.forEach(joining::add));
        joining.forEach(listener -> attempt(listener.getClass().getName(), () -> open(listener)));
    }

    /**
     * One that fails to open is told of the closing all the same: it may have opened half. No effect once the client is
     * being closed, as one that has joined in may do.
     */
    private synchronized void open(FeatureFlagClientListener listener) {
        if (!closing) {
            listeners.add(listener);
            listener.opened(client, settings);
        }
    }

    /** Holds up other parts that join in or leave, so that of equal ones just one opens. */
    synchronized Subscription join(FeatureFlagClientListener listener) {
        if (closing) {
            throw new IllegalStateException(
                    "Nothing can join in any more: the client '" + client.name() + "' is closed");
        }
        int known = listeners.indexOf(listener);
        if (known >= 0) {
            FeatureFlagClientListener joined = listeners.get(known);
            return () -> leave(joined);
        }
        try {
            open(listener);
        } catch (Throwable e) {
            leave(listener);
            throw e;
        }
        return () -> leave(listener);
    }

    private synchronized void leave(FeatureFlagClientListener listener) {
        if (listeners.removeIf(joined -> joined == listener)) {
            attempt(listener.getClass().getName(), () -> listener.closed(client));
        }
    }

    synchronized void leave() {
        closing = true;
        List<FeatureFlagClientListener> reversed = new ArrayList<>(listeners);
        Collections.reverse(reversed);
        reversed.forEach(this::leave);
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
