package dev.flipper.jmx;

import dev.flipper.CheckStatistics;
import dev.flipper.FeatureFlagClient;
import dev.flipper.Subscription;
import dev.flipper.event.EventType;
import dev.flipper.event.FlagEvents;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import javax.management.InstanceAlreadyExistsException;
import javax.management.JMException;
import javax.management.MBeanServer;

/** The beans of one client in one MBean server, until it is closed. Thread-safe. */
final class ClientRegistration implements AutoCloseable {

    private static final Logger LOGGER = System.getLogger("dev.flipper.jmx");

    private final ManagedBean<FeatureFlagClientMXBean> clientBean;
    private final FlagBeans flagBeans;
    private final FlagChanges changes;
    private final List<Subscription> subscriptions = new ArrayList<>();

    private ClientRegistration(
            ManagedBean<FeatureFlagClientMXBean> clientBean, FlagBeans flagBeans, FlagChanges changes) {
        this.clientBean = clientBean;
        this.flagBeans = flagBeans;
        this.changes = changes;
    }

    /**
     * Registers the beans of a client and of its flags, and keeps to the flags from then on. Calls that come in over
     * JMX run with the present context class loader.
     *
     * @throws IllegalStateException if the MBean server refuses the client's bean; then nothing is left behind
     */
    static ClientRegistration open(MBeanServer server, FeatureFlagClient client, JmxSettings settings) {
        return open(server, client, settings, InstantSource.system());
    }

    /** The same with another clock, for tests. */
    static ClientRegistration open(
            MBeanServer server, FeatureFlagClient client, JmxSettings settings, InstantSource clock) {
        JmxCalls calls = new JmxCalls(Thread.currentThread().getContextClassLoader());
        BeanNames names = BeanNames.of(client);
        ClientBean implementation = new ClientBean(client, calls);
        ManagedBean<FeatureFlagClientMXBean> clientBean = clientBean(server, implementation, names);
        while (!register(clientBean)) {
            names = names.next();
            clientBean = clientBean(server, implementation, names);
        }
        if (names.instance() > 1) {
            LOGGER.log(
                    Level.WARNING,
                    "There is another feature flag client of this name in JMX, so this one is " + clientBean.name()
                            + "; name the application, or the client, when it is built");
        }
        FlagBeans flagBeans = new FlagBeans(server, client, names, calls, clock, settings.maxFlags());
        FlagChanges changes =
                new FlagChanges(flagBeans, clientBean, implementation, new FlagNotifications(names), clock);
        ClientRegistration registration = new ClientRegistration(clientBean, flagBeans, changes);
        registration.start(client, settings);
        return registration;
    }

    private static ManagedBean<FeatureFlagClientMXBean> clientBean(
            MBeanServer server, ClientBean implementation, BeanNames names) {
        BeanType<FeatureFlagClientMXBean> type =
                new BeanType<>(FeatureFlagClientMXBean.class, FlagNotifications.infos("A flag"));
        return new ManagedBean<>(type, implementation, server, names.forClient());
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

    private void start(FeatureFlagClient client, JmxSettings settings) {
        FlagEvents events = client.events();
        try {
            if (settings.countChecks()) {
                count(client.statistics());
            }
            for (EventType type : EventType.values()) {
                if (!type.isPre()) {
                    subscriptions.add(events.on(type, changes::here));
                }
            }
            subscriptions.add(events.onExternalChange(changes::elsewhere));
            flagBeans.open();
            changes.tellAll();
        } catch (RuntimeException | Error e) {
            close();
            throw e;
        }
    }

    /** Whoever counted before goes on when this is closed. */
    private void count(CheckStatistics statistics) {
        if (!statistics.isCounting()) {
            statistics.startCounting();
            subscriptions.add(statistics::stopCounting);
        }
    }

    /** Unregisters what is still registered of what was. Closing twice has no effect. */
    @Override
    public void close() {
        subscriptions.forEach(ClientRegistration::end);
        flagBeans.close();
        clientBean.unregister();
    }

    /** The application may have made the events, and the beans have to go whatever these do. */
    private static void end(Subscription subscription) {
        try {
            subscription.close();
        } catch (Throwable e) {
            LOGGER.log(Level.WARNING, "The beans of a feature flag client could not stop to listen to it", e);
        }
    }
}
