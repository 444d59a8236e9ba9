package dev.flipper.jmx;

import dev.flipper.store.FlagDefinition;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import javax.management.AttributeChangeNotification;
import javax.management.MBeanNotificationInfo;
import javax.management.Notification;
import org.jspecify.annotations.Nullable;

/** Makes the notifications of one client, numbered through. Thread-safe. */
final class EnabledNotifications {

    private final BeanNames names;
    private final AtomicLong sequence = new AtomicLong();

    EnabledNotifications(BeanNames names) {
        this.names = names;
    }

    static MBeanNotificationInfo info(String description) {
        return new MBeanNotificationInfo(
                new String[] {AttributeChangeNotification.ATTRIBUTE_CHANGE},
                AttributeChangeNotification.class.getName(),
                description);
    }

    /** Gives nothing if the flag was as enabled before as it is now. */
    Optional<Notification> of(String flag, @Nullable FlagDefinition before, @Nullable FlagDefinition after) {
        if (before == null || after == null || before.enabled() == after.enabled()) {
            return Optional.empty();
        }
        return Optional.of(new AttributeChangeNotification(
                names.forFlag(flag),
                sequence.incrementAndGet(),
                System.currentTimeMillis(),
                "The flag '" + flag + "' was " + (after.enabled() ? "enabled" : "disabled"),
                "Enabled",
                boolean.class.getName(),
                before.enabled(),
                after.enabled()));
    }
}
