package dev.flipper.jmx;

import dev.flipper.event.FlagChange;
import dev.flipper.event.FlagEvent;
import java.time.InstantSource;
import javax.management.Notification;

/**
 * Brings each change of a client's flags to the beans, and then to those who listen to them. Notifications go out one
 * after the other, so that their numbers come in order, and nobody waits meanwhile: listeners are foreign code, and run
 * in a thread that has brought a change, maybe another one. A listener may change flags itself; that is told after it.
 * Thread-safe.
 */
final class FlagChanges {

    private final FlagBeans beans;
    private final ManagedBean<?> clientBean;
    private final ClientBean client;
    private final FlagNotifications notifications;
    private final InstantSource clock;
    private final SerialTasks telling = new SerialTasks();

    FlagChanges(
            FlagBeans beans,
            ManagedBean<?> clientBean,
            ClientBean client,
            FlagNotifications notifications,
            InstantSource clock) {
        this.beans = beans;
        this.clientBean = clientBean;
        this.client = client;
        this.notifications = notifications;
        this.clock = clock;
    }

    /** Follows a change by the client. A new flag's bean is there on return; one that is gone goes when it is told. */
    void here(FlagEvent event) {
        SeenChange change = SeenChange.here(event, clock.instant());
        note(change);
        beans.changed(change, () -> telling.add(() -> tell(change)));
        tellAll();
    }

    /** Follows a change by somebody else, in a thread that must not be held up. */
    void elsewhere(FlagChange external) {
        SeenChange change = SeenChange.elsewhere(external, clock.instant());
        note(change);
        beans.changedElsewhere(change, () -> telling.add(() -> tell(change)));
        tellAll();
    }

    private void note(SeenChange change) {
        if (!change.kinds().isEmpty()) {
            client.changed(change.at());
        }
    }

    /** To be called by whoever has let the beans work, as that may have brought something to tell. */
    void tellAll() {
        // Others may wait for the beans, so no listener is called in between.
        if (!beans.atWork()) {
            telling.work();
        }
    }

    private void tell(SeenChange change) {
        // Taking documents apart is worth it only if somebody wants to know.
        if (clientBean.isListenedTo() || beans.isListenedTo(change.flag())) {
            for (Notification notification : notifications.of(change)) {
                beans.send(change.flag(), notification);
                clientBean.send(notification);
            }
        }
        if (!change.exists()) {
            beans.gone(change);
        }
    }
}
