package dev.flipper.store;

import dev.flipper.Subscription;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * Those who are told by a {@link ChangeWatch}. That they are connected, or not any more, is told by its one thread;
 * changes are by any. Thread-safe, and holds no lock while it tells.
 */
final class WatchedListeners {

    private final Logger logger;
    private final List<Registration> registrations = new CopyOnWriteArrayList<>();

    WatchedListeners(Logger logger) {
        this.logger = logger;
    }

    private final class Registration {

        private enum State {
            NOT_CONNECTED,
            BEING_TOLD,
            CONNECTED
        }

        private final StoreListener listener;
        private State state = State.NOT_CONNECTED;
        private Set<String> meanwhile = new LinkedHashSet<>();

        Registration(StoreListener listener) {
            this.listener = listener;
        }

        /** What changes while the listener is being told that it is connected is told after that. */
        void connected() {
            begin();
            call(StoreListener::connected);
            for (Set<String> changed = next(); !changed.isEmpty(); changed = next()) {
                changed.forEach(this::tell);
            }
        }

        private synchronized void begin() {
            state = State.BEING_TOLD;
        }

        /** Gives what is to be told still; nothing if the listener is connected now. */
        private synchronized Set<String> next() {
            Set<String> changed = meanwhile;
            meanwhile = new LinkedHashSet<>();
            if (changed.isEmpty() && state == State.BEING_TOLD) {
                state = State.CONNECTED;
            }
            return changed;
        }

        void disconnected() {
            if (leave()) {
                call(StoreListener::disconnected);
            }
        }

        private synchronized boolean leave() {
            boolean was = state != State.NOT_CONNECTED;
            state = State.NOT_CONNECTED;
            meanwhile.clear();
            return was;
        }

        void changed(String flag) {
            if (isToBeToldNow(flag)) {
                tell(flag);
            }
        }

        private synchronized boolean isToBeToldNow(String flag) {
            if (state == State.BEING_TOLD) {
                meanwhile.add(flag);
            }
            return state == State.CONNECTED;
        }

        private void tell(String flag) {
            call(told -> told.changed(flag));
        }

        synchronized boolean isConnected() {
            return state == State.CONNECTED;
        }

        private void call(Consumer<StoreListener> notification) {
            try {
                notification.accept(listener);
            } catch (Throwable e) {
                // Errors too: the change stands, and the other listeners can't help it.
                logger.log(Level.ERROR, "A listener to the store failed", e);
            }
        }
    }

    /** Adds a listener, which is not connected yet. */
    Subscription add(StoreListener listener) {
        Registration registration = new Registration(Objects.requireNonNull(listener, "listener"));
        registrations.add(registration);
        return () -> registrations.remove(registration);
    }

    boolean isEmpty() {
        return registrations.isEmpty();
    }

    /** Tells all that they are connected. What changes while a listener is being told so is told after it. */
    void connected() {
        registrations.forEach(Registration::connected);
    }

    /** Tells those who do not know it yet, as they have been added since, that they are connected. */
    void connectedIfNot() {
        registrations.stream()
                .filter(registration -> !registration.isConnected())
                .forEach(Registration::connected);
    }

    /** Tells those who are connected that they are not any more, until {@link #connected} is called again. */
    void disconnected() {
        registrations.forEach(Registration::disconnected);
    }

    /** Tells those who are connected that a flag may have changed. The others will read it when they are. */
    void changed(String flag) {
        registrations.forEach(registration -> registration.changed(flag));
    }
}
