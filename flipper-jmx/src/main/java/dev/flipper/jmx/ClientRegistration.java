package dev.flipper.jmx;

import dev.flipper.FeatureFlagClient;
import dev.flipper.Subscription;
import dev.flipper.event.EventType;
import dev.flipper.event.FlagChange;
import dev.flipper.event.FlagEvent;
import dev.flipper.event.FlagEvents;
import dev.flipper.store.FlagDefinition;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import javax.management.InstanceAlreadyExistsException;
import javax.management.JMException;
import javax.management.MBeanServer;
import org.jspecify.annotations.Nullable;

/** The beans of one client in one MBean server, until it is closed. Thread-safe. */
final class ClientRegistration implements AutoCloseable {

    private static final Logger LOGGER = System.getLogger("dev.flipper.jmx");

    private static final List<EventType> FOLLOWED =
            List.of(EventType.POST_CREATE, EventType.POST_DESTROY, EventType.POST_ENABLE, EventType.POST_DISABLE);

    private final ManagedBean<FeatureFlagClientMXBean> clientBean;
    private final FlagBeans flagBeans;
    private final EnabledNotifications notifications;
    private final List<Subscription> subscriptions = new ArrayList<>();

    private ClientRegistration(
            ManagedBean<FeatureFlagClientMXBean> clientBean, FlagBeans flagBeans, EnabledNotifications notifications) {
        this.clientBean = clientBean;
        this.flagBeans = flagBeans;
        this.notifications = notifications;
    }

    /**
     * Registers the beans of a client and of its flags, and keeps to the flags from then on. Calls that come in over
     * JMX run with the present context class loader.
     *
     * @throws IllegalStateException if the MBean server refuses the client's bean; then nothing is left behind
     */
    static ClientRegistration open(MBeanServer server, FeatureFlagClient client, JmxSettings settings) {
        JmxCalls calls = new JmxCalls(Thread.currentThread().getContextClassLoader());
        BeanNames names = BeanNames.of(client);
        ManagedBean<FeatureFlagClientMXBean> clientBean = clientBean(server, client, calls, names);
        while (!register(clientBean)) {
            names = names.next();
            clientBean = clientBean(server, client, calls, names);
        }
        if (names.instance() > 1) {
            LOGGER.log(
                    Level.WARNING,
                    "There is another feature flag client of this name in JMX, so this one is " + clientBean.name()
                            + "; name the application, or the client, when it is built");
        }
        ClientRegistration registration = new ClientRegistration(
                clientBean,
                new FlagBeans(server, client, names, calls, settings.maxFlags()),
                new EnabledNotifications(names));
        registration.start(client.events());
        return registration;
    }

    private static ManagedBean<FeatureFlagClientMXBean> clientBean(
            MBeanServer server, FeatureFlagClient client, JmxCalls calls, BeanNames names) {
        BeanType<FeatureFlagClientMXBean> type = new BeanType<>(
                FeatureFlagClientMXBean.class,
                EnabledNotifications.info("A flag was enabled or disabled; the source is the flag's bean"));
        return new ManagedBean<>(type, new ClientBean(client, calls), server, names.forClient());
    }

    /** Gives false if the name is taken. */
    private static boolean register(ManagedBean<?> bean) {
        try {
            bean.register();
            return true;
        } catch (InstanceAlreadyExistsException e) {
            return false;
        } catch (JMException e) {
            throw new IllegalStateException("Cannot register " + bean.name(), e);
        }
    }

    private void start(FlagEvents events) {
        try {
            for (EventType type : FOLLOWED) {
                subscriptions.add(events.on(type, this::changed));
            }
            subscriptions.add(events.onExternalChange(this::changedElsewhere));
            flagBeans.open();
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    private void changed(FlagEvent event) {
        flagBeans.changed(event.flag(), event.after() != null);
        send(event.flag(), event.before(), event.after());
    }

    private void changedElsewhere(FlagChange change) {
        flagBeans.changedElsewhere(change.flag(), change.after() != null);
        send(change.flag(), change.before(), change.after());
    }

    private void send(String flag, @Nullable FlagDefinition before, @Nullable FlagDefinition after) {
        notifications.of(flag, before, after).ifPresent(notification -> {
            flagBeans.send(flag, notification);
            clientBean.sendNotification(notification);
        });
    }

    /** Unregisters what is still registered of what was. Closing twice has no effect. */
    @Override
    public void close() {
        subscriptions.forEach(Subscription::close);
        flagBeans.close();
        clientBean.unregister();
    }
}
