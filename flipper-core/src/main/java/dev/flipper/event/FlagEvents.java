package dev.flipper.event;

import dev.flipper.Subscription;
import java.util.function.Consumer;

/**
 * The events of a client: listeners are added here, and the client emits here. A client can be built with another
 * implementation than the default one. Thread-safe.
 *
 * <p>With the default implementation listeners run in the thread of the operation, in the order of their registration.
 * One that throws in a {@code PRE_} event stops the operation, and the exception reaches its caller; in a {@code POST_}
 * event the exception is logged, the other listeners still run and the operation stands.
 */
public interface FlagEvents {

    /**
     * Makes the default implementation.
     *
     * @return a new one without listeners
     */
    static FlagEvents create() {
        return new DefaultFlagEvents();
    }

    /**
     * Adds a listener to one type of event.
     *
     * @param type the type
     * @param listener called with each event of the type
     * @return removes the listener when it is closed
     */
    Subscription on(EventType type, Consumer<? super FlagEvent> listener);

    /**
     * Adds a listener to all types of events.
     *
     * @param subscriber the listener; registered twice it is called twice
     */
    void register(FlagEventSubscriber subscriber);

    /**
     * Removes a listener, as often as it was registered. Removing one that was not has no effect.
     *
     * @param subscriber the listener
     */
    void remove(FlagEventSubscriber subscriber);

    /**
     * Adds a listener to changes that were made without this client: by another client, another node, or a program in
     * another language. Such changes are known where the store holds a local copy (memory, mirrored) and are called
     * from a thread of the store's choosing, which a listener must not hold up. What the listener throws is logged.
     *
     * @param listener called with each change, once; changes that race may come in another order
     * @return removes the listener when it is closed
     */
    Subscription onExternalChange(Consumer<? super FlagChange> listener);

    /**
     * Hands an event to the listeners. Called by the client.
     *
     * @param event the event
     * @throws RuntimeException whatever a listener of a {@code PRE_} event throws
     */
    void emit(FlagEvent event);

    /**
     * Hands a change that was made without this client to the listeners. Called by the client.
     *
     * @param change the change
     */
    void emitExternalChange(FlagChange change);
}
