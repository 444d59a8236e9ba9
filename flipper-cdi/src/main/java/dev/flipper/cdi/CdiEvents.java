package dev.flipper.cdi;

import dev.flipper.event.FlagChange;
import dev.flipper.event.FlagEvent;
import dev.flipper.event.FlagEventSubscriber;
import dev.flipper.event.FlagEvents;
import java.time.Duration;

/**
 * Fires the client's events as CDI events in the context of the application, whatever thread changed the flag: its own
 * changes at once in the thread that makes them, those from elsewhere in a thread that may be held up.
 */
final class CdiEvents implements FlagEventSubscriber, AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Observers observers;
    private final ChangeDelivery changes;

    CdiEvents(String client, Observers observers, ContainerContext container) {
        this.observers = observers;
        this.changes =
                new ChangeDelivery(client, this::tell, task -> container.execute("flipper-events", task), PATIENCE);
    }

    void follow(FlagEvents events) {
        events.register(this);
        events.onExternalChange(changes::add);
    }

    @Override
    public void onEvent(FlagEvent event) {
        String description = event.type() + " of the flag '" + event.flag() + "'";
        if (event.type().isPre()) {
            observers.ask(event, description, Pre.Literal.INSTANCE);
        } else {
            observers.tell(event, description, Post.Literal.INSTANCE);
        }
    }

    private void tell(FlagChange change) {
        String description = "the change of the flag '" + change.flag() + "' elsewhere";
        try {
            observers.tell(change, description);
        } catch (Throwable e) {
            // Nobody waits for the outcome, and there may be more to tell.
            EventMessages.changeObserverFailed(description, e);
        }
    }

    /** Waits a little for an observer of a change from elsewhere that is running; what waits is dropped. */
    @Override
    public void close() {
        changes.close();
    }
}
