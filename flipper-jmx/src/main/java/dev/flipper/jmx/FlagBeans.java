package dev.flipper.jmx;

import dev.flipper.FeatureFlag;
import dev.flipper.FeatureFlagClient;
import dev.flipper.FlagFormatException;
import dev.flipper.FlagNotFoundException;
import dev.flipper.FlipperException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.management.InstanceAlreadyExistsException;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.Notification;

/**
 * Keeps a bean for each flag that can be read, up to a limit; a place that becomes free goes to the next flag that
 * changes. Events may come late and in another order than the changes, so they only say where to look: what counts is
 * whether the client has the flag. Only tasks touch the fields, one at a time; the map is also read by those who send
 * notifications.
 */
final class FlagBeans {

    private static final Logger LOGGER = System.getLogger("dev.flipper.jmx");

    private final MBeanServer server;
    private final FeatureFlagClient client;
    private final BeanNames names;
    private final JmxCalls calls;
    private final int limit;
    private final SerialTasks tasks = new SerialTasks();
    private final BeanType<FeatureFlagMXBean> type =
            new BeanType<>(FeatureFlagMXBean.class, EnabledNotifications.info("The flag was enabled or disabled"));
    private final Map<String, ManagedBean<FeatureFlagMXBean>> beans = new ConcurrentHashMap<>();
    private final List<Hint> early = new ArrayList<>();
    private boolean opened;
    private boolean limitTold;
    private boolean closed;

    /** What somebody says about a flag. */
    private record Hint(String flag, boolean exists) {}

    FlagBeans(MBeanServer server, FeatureFlagClient client, BeanNames names, JmxCalls calls, int limit) {
        this.server = server;
        this.client = client;
        this.names = names;
        this.calls = calls;
        this.limit = limit;
    }

    /** Called once hints come in, so that no change falls between these and the listing. */
    void open() {
        // Not in the task: it may take the store some time, and nobody has to wait for it.
        List<String> listed = list();
        tasks.run(() -> {
            listed.forEach(this::add);
            opened = true;
            // The listing may be older than they are.
            early.forEach(this::look);
            early.clear();
        });
    }

    private List<String> list() {
        try {
            // One more, so that it shows whether there are more.
            int enough = limit == Integer.MAX_VALUE ? limit : limit + 1;
            return client.list(enough, 0).stream().map(FeatureFlag::name).toList();
        } catch (FlipperException e) {
            LOGGER.log(
                    Level.WARNING,
                    "The flags of the client '" + client.name()
                            + "' could not be listed; they get their JMX beans as they change",
                    e);
            return List.of();
        }
    }

    /** Returns when the bean is there, or gone. */
    void changed(String flag, boolean exists) {
        tasks.run(() -> look(new Hint(flag, exists)));
    }

    /** The same for threads that must not be held up. */
    void changedElsewhere(String flag, boolean exists) {
        tasks.hand(() -> look(new Hint(flag, exists)));
    }

    private void look(Hint hint) {
        if (closed) {
            return;
        }
        if (!opened) {
            early.add(hint);
        } else if (exists(hint)) {
            add(hint.flag());
        } else {
            remove(hint.flag());
        }
    }

    private boolean exists(Hint hint) {
        try {
            client.getMetadata(hint.flag());
            return true;
        } catch (FlagNotFoundException | FlagFormatException e) {
            return false;
        } catch (FlipperException e) {
            // The store is away: then nobody knows better.
            return hint.exists();
        }
    }

    private void add(String flag) {
        if (beans.containsKey(flag) || isFull()) {
            return;
        }
        FlagBean implementation = new FlagBean(client.get(flag), calls);
        ManagedBean<FeatureFlagMXBean> bean = new ManagedBean<>(type, implementation, server, names.forFlag(flag));
        try {
            bean.register();
            beans.put(flag, bean);
        } catch (InstanceAlreadyExistsException e) {
            LOGGER.log(Level.WARNING, "The flag '" + flag + "' gets no JMX bean: somebody else's is " + bean.name());
        } catch (JMException e) {
            LOGGER.log(Level.WARNING, "The flag '" + flag + "' gets no JMX bean", e);
        }
    }

    private boolean isFull() {
        boolean full = beans.size() >= limit;
        if (full && !limitTold) {
            limitTold = true;
            LOGGER.log(
                    Level.INFO,
                    "The client '" + client.name() + "' has more flags than the " + limit
                            + " that get a JMX bean of their own (the setting " + JmxSettings.maxFlagsKey()
                            + "); the client's bean manages the others");
        }
        return full;
    }

    private void remove(String flag) {
        ManagedBean<FeatureFlagMXBean> bean = beans.remove(flag);
        if (bean != null) {
            bean.unregister();
        }
    }

    /** Sends it through the flag's bean, if it has one. */
    void send(String flag, Notification notification) {
        ManagedBean<FeatureFlagMXBean> bean = beans.get(flag);
        if (bean != null) {
            bean.sendNotification(notification);
        }
    }

    void close() {
        tasks.run(() -> {
            closed = true;
            beans.values().forEach(ManagedBean::unregister);
            beans.clear();
        });
    }
}
