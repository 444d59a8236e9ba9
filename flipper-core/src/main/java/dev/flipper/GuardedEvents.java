package dev.flipper;

import dev.flipper.event.FlagChange;
import dev.flipper.event.FlagEvent;
import dev.flipper.event.FlagEvents;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/** Emits events so that whatever the emitter does, a change that has been made stands. */
final class GuardedEvents {

    private static final Logger LOGGER = System.getLogger(FlagEvents.class.getName());

    private final FlagEvents events;

    GuardedEvents(FlagEvents events) {
        this.events = events;
    }

    /** What a listener throws stops the operation. */
    void before(FlagEvent event) {
        events.emit(event);
    }

    void after(FlagEvent event) {
        logged(() -> events.emit(event), event.type() + " of the flag '" + event.flag() + "'");
    }

    void externalChange(FlagChange change) {
        logged(() -> events.emitExternalChange(change), "an external change of the flag '" + change.flag() + "'");
    }

    private static void logged(Runnable emission, String event) {
        try {
            emission.run();
        } catch (Throwable e) {
            LOGGER.log(Level.ERROR, "The event emitter failed at " + event + "; the change stands", e);
        }
    }
}
