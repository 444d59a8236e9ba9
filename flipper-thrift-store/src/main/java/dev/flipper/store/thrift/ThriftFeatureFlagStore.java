package dev.flipper.store.thrift;

import dev.flipper.StoreException;
import dev.flipper.Subscription;
import dev.flipper.store.Change;
import dev.flipper.store.ChangeWatch;
import dev.flipper.store.FeatureFlagStore;
import dev.flipper.store.FlagDefinition;
import dev.flipper.store.FlagVisitor;
import dev.flipper.store.StoreListener;
import dev.flipper.store.thrift.FlagService.Question;
import dev.flipper.store.thrift.RemoteFlags.Outcome;
import dev.flipper.store.thrift.RemoteFlags.Page;
import dev.flipper.store.thrift.idl.FlipperException;
import java.util.HashSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.apache.thrift.TException;
import org.jspecify.annotations.Nullable;

/**
 * Flags of a service over Thrift, the original's {@code FeatureFlagStore}, shared by all who use it in any language.
 *
 * <p>What it promises depends on the server. A {@link ThriftFeatureFlagServer} has methods beside those of the
 * original: there each change is one atomic step, as far as it is for the server's own store; flags keep members that
 * nobody knows; and listeners hear of changes by anyone within milliseconds.
 *
 * <p>A server that has only the methods of the original <strong>cannot change a flag atomically</strong>. A change is a
 * call that reads and one or two that write, so of changes of one flag at the same time some may be lost, a flag may be
 * created twice, and a change that fails in between may have been made in part. Members that the original does not know
 * are lost, as is a fraction of a second. Listeners are told once in each
 * {@linkplain ThriftFeatureFlagStoreBuilder#pollInterval poll interval} that anything may have changed. Which kind of
 * server it is is found out for each connection, and said in the log.
 *
 * <p>Each read asks the service, so put a {@link dev.flipper.store.MirroredFeatureFlagStore} before it, or a
 * {@link dev.flipper.store.CachedFeatureFlagStore}; settings do by themselves.
 *
 * <p>If the service fails or does not answer in time, the methods throw {@link StoreException}. A change whose answer
 * is lost is not tried again, as it may have been made: the exception says so. Thrift encrypts nothing.
 *
 * <p>Thread-safe. There is no thread until somebody {@linkplain #subscribe subscribes}; then one, which ends when the
 * store is closed.
 */
public final class ThriftFeatureFlagStore implements FeatureFlagStore {

    private static final System.Logger LOGGER = System.getLogger(ThriftFeatureFlagStore.class.getName());

    private final String where;
    private final ConnectionPool pool;
    private final FlagService service;
    private final ChangeWatch watch;

    /**
     * Uses a service with the usual settings (see {@link #builder}). Does no I/O.
     *
     * @param host where the service is, a name or an IP address
     * @param port its port
     * @throws IllegalArgumentException if the host is empty or the port outside of 1 to 65535
     */
    public ThriftFeatureFlagStore(String host, int port) {
        this(builder(host, port));
    }

    ThriftFeatureFlagStore(ThriftFeatureFlagStoreBuilder settings) {
        ServiceAddress address = settings.address();
        where = "the flag service at " + address;
        pool = settings.pool();
        service = new FlagService(address, pool);
        watch = new ChangeWatch(
                new WatchedService(address, settings.limits(), service, settings.pollInterval()),
                LOGGER,
                settings.threads());
    }

    /**
     * Uses a service with settings of one's own.
     *
     * @param host where the service is, a name or an IP address
     * @param port its port
     * @return a builder
     * @throws IllegalArgumentException if the host is empty or the port outside of 1 to 65535
     */
    public static ThriftFeatureFlagStoreBuilder builder(String host, int port) {
        return new ThriftFeatureFlagStoreBuilder(new ServiceAddress(host, port));
    }

    @Override
    public @Nullable FlagDefinition get(String name) {
        return entry(name).flag();
    }

    private RemoteEntry entry(String name) {
        return isStorable(name)
                ? reading(flag(name), (flags, connection) -> flags.read(connection, name))
                : RemoteEntry.absent(name);
    }

    /** Thrift's strings are UTF-8, which has nothing for a lone surrogate. */
    private static boolean isStorable(String name) {
        return name.codePoints().noneMatch(point -> Character.getType(point) == Character.SURROGATE);
    }

    @Override
    public boolean create(FlagDefinition definition) {
        String name = definition.name();
        if (!isStorable(name)) {
            throw new StoreException(
                    "The flag '" + name + "' cannot be in a flag service: its name has a lone surrogate", null);
        }
        Outcome outcome = writing(name, (flags, connection) -> flags.create(connection, definition));
        if (outcome.done()) {
            watch.changed(name);
        }
        return outcome.done();
    }

    @Override
    public @Nullable Change update(String name, UnaryOperator<FlagDefinition> change) {
        Objects.requireNonNull(change, "change");
        RemoteEntry entry = entry(name);
        while (true) {
            FlagDefinition before = entry.flag();
            if (before == null) {
                return null;
            }
            FlagDefinition after = before.changedBy(change);
            if (after.equals(before)) {
                return new Change(before, after);
            }
            Outcome outcome = writing(name, (flags, connection) -> flags.replace(connection, before, after));
            if (outcome.done()) {
                watch.changed(name);
                return new Change(before, outcome.current().flag());
            }
            entry = outcome.current();
        }
    }

    @Override
    public @Nullable Change delete(String name) {
        if (!isStorable(name)) {
            return null;
        }
        RemoteEntry removed = writing(name, (flags, connection) -> flags.remove(connection, name));
        if (!removed.exists()) {
            return null;
        }
        watch.changed(name);
        return new Change(removed.readable(), null);
    }

    /** Passes over all flags, of which the service sends a part at a time. */
    @Override
    public void forEach(FlagVisitor visitor) {
        Objects.requireNonNull(visitor, "visitor");
        String last = null;
        boolean more = true;
        while (more) {
            String behind = last;
            Page page = reading("The flags", (flags, connection) -> flags.after(connection, behind));
            page.entries().forEach(entry -> entry.show(visitor));
            more = page.more() && !page.entries().isEmpty();
            if (more) {
                last = page.entries().get(page.entries().size() - 1).name();
            }
        }
    }

    /** Passes over a part of the flags, which the server chooses. */
    @Override
    public void list(int limit, int offset, FlagVisitor visitor) {
        Objects.requireNonNull(visitor, "visitor");
        Set<String> unreadable = new HashSet<>();
        int shown = 0;
        boolean more = true;
        while (more) {
            int count = limit - shown;
            int from = (int) Math.min(Integer.MAX_VALUE, (long) offset + shown);
            Page page = reading("The flags", (flags, connection) -> flags.list(connection, count, from))
                    .orElse(null);
            if (page == null) {
                // From the start, or the server has become another one in between.
                FeatureFlagStore.super.list(count, from, visitor);
                return;
            }
            for (RemoteEntry entry : page.entries()) {
                if (entry.readable() != null) {
                    shown++;
                    entry.show(visitor);
                } else if (unreadable.add(entry.name())) {
                    entry.show(visitor);
                }
            }
            more = page.more() && !page.entries().isEmpty() && shown < limit;
        }
    }

    /**
     * Tells of changes by anyone, as soon as the server does, or that there may have been some, once in each poll
     * interval. The subscription is connected in the background, as soon as the service is there.
     */
    @Override
    public Optional<Subscription> subscribe(StoreListener listener) {
        return Optional.of(watch.subscribe(listener));
    }

    /** Ends the thread and the connections. Later calls fail. */
    @Override
    public void close() {
        try (pool) {
            watch.close();
        }
    }

    private static String flag(String name) {
        return "The flag '" + name + "'";
    }

    private <T extends @Nullable Object> T reading(String what, Question<T> question) {
        try {
            return service.read(question);
        } catch (TException e) {
            throw new StoreException(what + " could not be read from " + where + ": " + ServiceFailures.describe(e), e);
        }
    }

    private <T extends @Nullable Object> T writing(String name, Question<T> question) {
        try {
            return service.write(question);
        } catch (NotSentException e) {
            throw new StoreException(
                    flag(name) + " was not changed in " + where + ": " + ServiceFailures.describe(e), e);
        } catch (FlipperException e) {
            // The service says by this also that its own store has failed, which may have made the change.
            throw new StoreException(
                    flag(name) + " could not be changed in " + where + ": " + ServiceFailures.describe(e), e);
        } catch (TException e) {
            throw new StoreException(
                    flag(name) + " could not be changed in " + where
                            + ", or the answer was lost; which of the two is not known: "
                            + ServiceFailures.describe(e),
                    e);
        }
    }
}
