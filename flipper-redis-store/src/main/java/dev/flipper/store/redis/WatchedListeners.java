package dev.flipper.store.redis;

import dev.flipper.Subscription;
import dev.flipper.store.StoreListener;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * Those who are told of changes. That they are connected, or not any more, is told by one thread; changes are by any.
 * Thread-safe.
 */
final class WatchedListeners {

    private static final Logger LOGGER = System.getLogger(RedisFeatureFlagStore.class.getName());

    private final List<Registration> registrations = new CopyOnWriteArrayList<>();

    private static final class Registration {

        private enum State {
            NOT_CONNECTED,
            BEING_TOLD,
            CONNECTED
        }

        private final StoreListener listener;
        private State state = State.NOT_CONNECTED;
        private boolean missed;

        Registration(StoreListener listener) {
            this.listener = listener;
        }

        /** What changes while the listener is being told that it is connected is covered by telling it once more. */
        void connected() {
            do {
                begin();
                call(StoreListener::connected);
            } while (!end());
        }

        private synchronized void begin() {
            state = State.BEING_TOLD;
            missed = false;
        }

        private synchronized boolean end() {
            if (!missed) {
                state = State.CONNECTED;
            }
            return !missed;
        }

        void disconnected() {
            if (leave()) {
                call(StoreListener::disconnected);
            }
        }

        private synchronized boolean leave() {
            boolean was = state != State.NOT_CONNECTED;
            state = State.NOT_CONNECTED;
            return was;
        }

        void changed(String flag) {
            if (isToBeTold()) {
                call(told -> told.changed(flag));
            }
        }

        private synchronized boolean isToBeTold() {
            missed |= state == State.BEING_TOLD;
            return state == State.CONNECTED;
        }

        synchronized boolean isConnected() {
            return state == State.CONNECTED;
        }

        private void call(Consumer<StoreListener> notification) {
            try {
                notification.accept(listener);
            } catch (Throwable e) {
                // Errors too: the change stands, and the other listeners can't help it.
                LOGGER.log(Level.ERROR, "A listener to the store failed", e);
            }
        }
    }

    /** Adds a listener, which is not connected yet. */
    Subscription add(StoreListener listener) {
        Registration registration = new Registration(Objects.requireNonNull(listener, "listener"));
        registrations.add(registration);
        return () -> registrations.remove(registration);
    }

    /** Tells all that they are connected, or once more, because nobody knows what has changed. */
    void connected() {
        registrations.forEach(Registration::connected);
    }

    /** Tells those who have been added since. */
    void connectedIfNot() {
        registrations.stream()
                .filter(registration -> !registration.isConnected())
                .forEach(Registration::connected);
    }

    void disconnected() {
        registrations.forEach(Registration::disconnected);
    }

    void changed(String flag) {
        registrations.forEach(registration -> registration.changed(flag));
    }
}
