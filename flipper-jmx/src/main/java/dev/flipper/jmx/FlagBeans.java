package dev.flipper.jmx;

import dev.flipper.FeatureFlag;
import dev.flipper.FeatureFlagClient;
import dev.flipper.FlagFormatException;
import dev.flipper.FlagNotFoundException;
import dev.flipper.FlipperException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.management.InstanceAlreadyExistsException;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.Notification;
import org.jspecify.annotations.Nullable;

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
    private final InstantSource clock;
    private final int limit;
    private final SerialTasks tasks = new SerialTasks();
    private final BeanType<FeatureFlagMXBean> type =
            new BeanType<>(FeatureFlagMXBean.class, FlagNotifications.infos("The flag"));
    private final Map<String, Registered> beans = new ConcurrentHashMap<>();
    private final List<SeenChange> early = new ArrayList<>();
    /** Flags whose bean the server has refused. */
    private final Set<String> refused = new HashSet<>();

    private boolean opened;
    private boolean limitTold;
    private boolean closed;

    /** A bean of a flag, and what does its work. */
    private record Registered(ManagedBean<FeatureFlagMXBean> bean, FlagBean flag) {}

    FlagBeans(
            MBeanServer server,
            FeatureFlagClient client,
            BeanNames names,
            JmxCalls calls,
            InstantSource clock,
            int limit) {
        this.server = server;
        this.client = client;
        this.names = names;
        this.calls = calls;
        this.clock = clock;
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

    /** Returns when a bean that is due is there, and the rest has been run; both after all that came before. */
    void changed(SeenChange change, Runnable rest) {
        tasks.run(() -> follow(change, rest));
    }

    /** The same for threads that must not be held up. */
    void changedElsewhere(SeenChange change, Runnable rest) {
        tasks.hand(() -> follow(change, rest));
    }

    /** To be called when everybody has been told: the bean goes, unless there is such a flag again. */
    void gone(SeenChange change) {
        tasks.hand(() -> look(change));
    }

    /** Tells whether this thread is needed for others to go on. */
    boolean atWork() {
        return tasks.isRunningHere();
    }

    private void follow(SeenChange change, Runnable rest) {
        if (closed) {
            return;
        }
        try {
            // One that is gone has still something to tell, through its bean.
            if (change.exists()) {
                look(change);
            }
        } finally {
            rest.run();
        }
    }

    private void look(SeenChange change) {
        if (closed) {
            return;
        }
        if (!opened) {
            early.add(change);
            return;
        }
        if (change.exists() && beans.containsKey(change.flag())) {
            // Nothing to find out: whoever destroys it will say so. The store may be slow, and others wait.
            note(change);
            return;
        }
        switch (find(change)) {
            case THERE -> add(change);
            case GONE -> remove(change.flag());
            case UNSURE -> {}
        }
    }

    private enum Found {
        THERE,
        GONE,
        UNSURE
    }

    private Found find(SeenChange change) {
        try {
            client.getMetadata(change.flag());
            return Found.THERE;
        } catch (FlagNotFoundException e) {
            // Whoever has just destroyed it will say so.
            return change.exists() ? Found.UNSURE : Found.GONE;
        } catch (FlagFormatException e) {
            return Found.GONE;
        } catch (FlipperException e) {
            // The store is away: then nobody knows better.
            return change.exists() ? Found.THERE : Found.GONE;
        }
    }

    private void add(SeenChange change) {
        add(change.flag());
        note(change);
    }

    private void note(SeenChange change) {
        Registered registered = beans.get(change.flag());
        if (registered != null && change.isDifference()) {
            registered.flag().changed(change.at());
        }
    }

    private void add(String flag) {
        if (beans.containsKey(flag) || isFull()) {
            return;
        }
        FlagBean implementation = new FlagBean(client, flag, calls, clock);
        ManagedBean<FeatureFlagMXBean> bean = new ManagedBean<>(type, implementation, server, names.forFlag(flag));
        try {
            bean.register();
            beans.put(flag, new Registered(bean, implementation));
        } catch (InstanceAlreadyExistsException e) {
            warn(flag, "The flag '" + flag + "' gets no JMX bean: somebody else's is " + bean.name(), null);
        } catch (JMException | RuntimeException e) {
            // A server's security may throw anything; the other flags get theirs.
            warn(flag, "The flag '" + flag + "' gets no JMX bean", e);
        }
    }

    /** Once a flag: it is tried again with each change of it. */
    private void warn(String flag, String message, @Nullable Throwable failure) {
        if (refused.add(flag)) {
            LOGGER.log(Level.WARNING, message, failure);
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
        refused.remove(flag);
        Registered registered = beans.remove(flag);
        if (registered != null) {
            registered.bean().unregister();
        }
    }

    /** Tells whether the flag's bean has anybody to tell. */
    boolean isListenedTo(String flag) {
        Registered registered = beans.get(flag);
        return registered != null && registered.bean().isListenedTo();
    }

    /** Sends it through the flag's bean, if it has one. */
    void send(String flag, Notification notification) {
        Registered registered = beans.get(flag);
        if (registered != null) {
            registered.bean().send(notification);
        }
    }

    void close() {
        tasks.run(() -> {
            closed = true;
            beans.values().forEach(registered -> registered.bean().unregister());
            beans.clear();
        });
    }
}
