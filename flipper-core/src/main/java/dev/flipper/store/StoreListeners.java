package dev.flipper.store;

import dev.flipper.Subscription;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * Those who are told of the changes in a store that holds its flags in this process. One that fails is logged and
 * hinders neither the others nor the change. Thread-safe.
 */
final class StoreListeners {

    private static final Logger LOGGER = System.getLogger(FeatureFlagStore.class.getName());

    private final List<Registration> registrations = new CopyOnWriteArrayList<>();

    /** Compared by identity, so that a listener that is registered twice is removed once for each closing. */
    private static final class Registration {

        final StoreListener listener;

        Registration(StoreListener listener) {
            this.listener = listener;
        }
    }

    /** Adds a listener, which is connected at once. */
    Subscription add(StoreListener listener) {
        Registration registration = new Registration(Objects.requireNonNull(listener, "listener"));
        registrations.add(registration);
        guarded(registration, StoreListener::connected);
        return () -> registrations.remove(registration);
    }

    void changed(String flag, Change change) {
        tell(listener -> listener.changed(flag, change));
    }

    void changed(String flag) {
        tell(listener -> listener.changed(flag));
    }

    private void tell(Consumer<StoreListener> notification) {
        registrations.forEach(registration -> guarded(registration, notification));
    }

    private static void guarded(Registration registration, Consumer<StoreListener> notification) {
        try {
            notification.accept(registration.listener);
        } catch (Throwable e) {
            // Errors too: what has been changed stands, and its caller and the other listeners can't help it.
            LOGGER.log(Level.ERROR, "A listener to the store failed", e);
        }
    }
}
