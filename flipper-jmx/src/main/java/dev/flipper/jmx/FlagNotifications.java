package dev.flipper.jmx;

import dev.flipper.event.FlagChange.Kind;
import dev.flipper.store.FlagDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import javax.management.AttributeChangeNotification;
import javax.management.MBeanNotificationInfo;
import javax.management.Notification;
import javax.management.openmbean.ArrayType;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.CompositeDataSupport;
import javax.management.openmbean.CompositeType;
import javax.management.openmbean.OpenDataException;
import javax.management.openmbean.OpenType;
import javax.management.openmbean.SimpleType;
import org.jspecify.annotations.Nullable;

/** Makes the notifications of one client, numbered through. Used by one thread at a time. */
final class FlagNotifications {

    static final String CREATED = "dev.flipper.flag.created";
    static final String DESTROYED = "dev.flipper.flag.destroyed";
    static final String CHANGED = "dev.flipper.flag.changed";

    private static final String[] ITEMS = {"flag", "kinds", "origin", "before", "after"};
    private static final String[] DESCRIPTIONS = {
        "The flag's name",
        "What changed: CREATED, DESTROYED, ENABLED, DISABLED, CONDITIONS, BUCKETER, CLIENT_DATA, OTHER",
        "HERE, or ELSEWHERE: by another client, node or program",
        "The flag before, as it was stored; null if it was not there",
        "The flag now, as it is stored; null if it is not there"
    };

    private final BeanNames names;
    private final CompositeType type = type();
    private long sequence;

    FlagNotifications(BeanNames names) {
        this.names = names;
    }

    /** Describes what {@link #of} makes. */
    static MBeanNotificationInfo[] infos(String flag) {
        return new MBeanNotificationInfo[] {
            new MBeanNotificationInfo(
                    new String[] {CREATED, DESTROYED, CHANGED},
                    Notification.class.getName(),
                    flag + " was created, destroyed or changed, here or elsewhere; the source is the flag's bean, and"
                            + " the user data tells what changed, with the flag before and after as JSON"),
            new MBeanNotificationInfo(
                    new String[] {AttributeChangeNotification.ATTRIBUTE_CHANGE},
                    AttributeChangeNotification.class.getName(),
                    flag + " was enabled or disabled; the source is the flag's bean")
        };
    }

    /** Gives nothing if nothing changed; of an enabled or disabled flag the change of the attribute comes last. */
    List<Notification> of(SeenChange change) {
        List<Notification> notifications = new ArrayList<>();
        Set<Kind> kinds = change.kinds();
        if (!kinds.isEmpty()) {
            notifications.add(change(change, kinds));
        }
        if (kinds.contains(Kind.ENABLED) || kinds.contains(Kind.DISABLED)) {
            notifications.add(attributeChange(change, kinds.contains(Kind.ENABLED)));
        }
        return notifications;
    }

    private Notification change(SeenChange change, Set<Kind> kinds) {
        Notification notification = new Notification(
                type(kinds),
                names.forFlag(change.flag()),
                ++sequence,
                change.at().toEpochMilli(),
                message(change, kinds));
        notification.setUserData(data(change, kinds));
        return notification;
    }

    private Notification attributeChange(SeenChange change, boolean enabled) {
        return new AttributeChangeNotification(
                names.forFlag(change.flag()),
                ++sequence,
                change.at().toEpochMilli(),
                "The flag '" + change.flag() + "' was " + (enabled ? "enabled" : "disabled"),
                "Enabled",
                boolean.class.getName(),
                !enabled,
                enabled);
    }

    private static String type(Set<Kind> kinds) {
        if (kinds.contains(Kind.CREATED)) {
            return CREATED;
        }
        return kinds.contains(Kind.DESTROYED) ? DESTROYED : CHANGED;
    }

    private static String message(SeenChange change, Set<Kind> kinds) {
        String where = change.origin().name().toLowerCase(Locale.ROOT);
        String start = "The flag '" + change.flag() + "' was ";
        return switch (type(kinds)) {
            case CREATED -> start + "created " + where + (isEnabled(change.after()) ? ", enabled" : ", disabled");
            case DESTROYED -> start + "destroyed " + where;
            default ->
                start + "changed " + where + ": "
                        + kinds.stream().map(FlagNotifications::word).collect(Collectors.joining(", "));
        };
    }

    private static boolean isEnabled(@Nullable FlagDefinition definition) {
        return definition != null && definition.enabled();
    }

    private static String word(Kind kind) {
        return switch (kind) {
            case CLIENT_DATA -> "client data";
            case OTHER -> "other members";
            default -> kind.name().toLowerCase(Locale.ROOT);
        };
    }

    /** Of types that the JDK has only: it travels to programs without our classes. */
    private CompositeData data(SeenChange change, Set<Kind> kinds) {
        String[] kindNames = kinds.stream().map(Kind::name).toArray(String[]::new);
        @Nullable
        Object[] values = {change.flag(), kindNames, change.origin().name(), json(change.before()), json(change.after())
        };
        try {
            return new CompositeDataSupport(type, ITEMS, values);
        } catch (OpenDataException e) {
            throw new IllegalStateException(e);
        }
    }

    private static @Nullable String json(@Nullable FlagDefinition definition) {
        return definition == null ? null : definition.toJson();
    }

    private static CompositeType type() {
        try {
            OpenType<?>[] types = {
                SimpleType.STRING,
                new ArrayType<String[]>(1, SimpleType.STRING),
                SimpleType.STRING,
                SimpleType.STRING,
                SimpleType.STRING
            };
            return new CompositeType("FlagChange", "A change of a feature flag", ITEMS, DESCRIPTIONS, types);
        } catch (OpenDataException e) {
            throw new IllegalStateException(e);
        }
    }
}
