package dev.flipper.event;

import dev.flipper.Subscription;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Calls listeners one after the other in the emitting thread. */
final class DefaultFlagEvents implements FlagEvents {

    private static final Logger LOGGER = System.getLogger(FlagEvents.class.getName());

    private final List<Listener> listeners = new CopyOnWriteArrayList<>();
    private final List<ChangeListener> changeListeners = new CopyOnWriteArrayList<>();

    /** Not a record: the same function may be registered twice, and each registration is closed on its own. */
    private static final class Listener {

        final @Nullable EventType type;
        final Consumer<? super FlagEvent> target;
        final @Nullable FlagEventSubscriber subscriber;

        Listener(
                @Nullable EventType type,
                Consumer<? super FlagEvent> target,
                @Nullable FlagEventSubscriber subscriber) {
            this.type = type;
            this.target = Objects.requireNonNull(target, "listener");
            this.subscriber = subscriber;
        }
    }

    private static final class ChangeListener {

        final Consumer<? super FlagChange> target;

        ChangeListener(Consumer<? super FlagChange> target) {
            this.target = Objects.requireNonNull(target, "listener");
        }
    }

    @Override
    public Subscription on(EventType type, Consumer<? super FlagEvent> listener) {
        Listener added = new Listener(Objects.requireNonNull(type, "type"), listener, null);
        listeners.add(added);
        return () -> listeners.remove(added);
    }

    @Override
    public void register(FlagEventSubscriber subscriber) {
        listeners.add(new Listener(null, subscriber::onEvent, subscriber));
    }

    @Override
    public void remove(FlagEventSubscriber subscriber) {
        Objects.requireNonNull(subscriber, "subscriber");
        listeners.removeIf(listener -> listener.subscriber == subscriber);
    }

    @Override
    public Subscription onExternalChange(Consumer<? super FlagChange> listener) {
        ChangeListener added = new ChangeListener(listener);
        changeListeners.add(added);
        return () -> changeListeners.remove(added);
    }

    @Override
    public void emit(FlagEvent event) {
        for (Listener listener : listeners) {
            if (listener.type == null || listener.type == event.type()) {
                call(listener.target, event);
            }
        }
    }

    private static void call(Consumer<? super FlagEvent> listener, FlagEvent event) {
        if (event.type().isPre()) {
            listener.accept(event);
            return;
        }
        callLogged(listener, event, "A listener to " + event.type() + " of the flag '" + event.flag() + "' failed");
    }

    @Override
    public void emitExternalChange(FlagChange change) {
        for (ChangeListener listener : changeListeners) {
            callLogged(
                    listener.target,
                    change,
                    "A listener to external changes failed on a change of the flag '" + change.flag() + "'");
        }
    }

    private static <T> void callLogged(Consumer<? super T> listener, T event, String failure) {
        try {
            listener.accept(event);
        } catch (Throwable e) {
            // Errors too: the change has been made, and neither its caller nor the other listeners can help it.
            LOGGER.log(Level.ERROR, failure + "; the change stands", e);
        }
    }
}
