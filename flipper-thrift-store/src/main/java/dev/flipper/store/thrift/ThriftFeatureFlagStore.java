package dev.flipper.store.thrift;

import dev.flipper.StoreException;
import dev.flipper.Subscription;
import dev.flipper.json.CodePoints;
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
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
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
        return Entries.isSendable(name)
                ? reading(flag(name), (flags, connection) -> flags.read(connection, name))
                : RemoteEntry.absent(name);
    }

    @Override
    public boolean create(FlagDefinition definition) {
        String name = definition.name();
        if (!Entries.isSendable(name)) {
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
        if (!Entries.isSendable(name)) {
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
        behind(null, entry -> {
            entry.show(visitor);
            return true;
        });
    }

    /** Passes over the entries behind a name, or all of them without one, until they are over or one is the last. */
    private void behind(@Nullable String name, Predicate<RemoteEntry> goesOn) {
        String last = name;
        boolean more = true;
        while (more) {
            String from = last;
            Page page = reading("The flags", (flags, connection) -> flags.after(connection, from));
            if (!page.entries().stream().allMatch(goesOn)) {
                return;
            }
            more = page.more() && !page.entries().isEmpty();
            if (more) {
                last = next(from, page.entries().get(page.entries().size() - 1).name());
            }
        }
    }

    /** A service that does not get on would be asked for ever. */
    private String next(@Nullable String from, String last) {
        if (from != null && CodePoints.compare(last, from) <= 0) {
            throw new StoreException(
                    "The flags could not be read from " + where + ": behind '" + from + "' it has shown '" + last + "'",
                    null);
        }
        return last;
    }

    /**
     * Passes over a part of the flags, which the server chooses. Only where it begins is a number: behind a name all
     * flags are met once, also if others come and go meanwhile.
     */
    @Override
    public void list(int limit, int offset, FlagVisitor visitor) {
        Page first = reading("The flags", (flags, connection) -> flags.list(connection, limit, offset))
                .orElse(null);
        String last = first == null ? null : first.lastFlag();
        if (first == null || (first.more() && last == null)) {
            // The server has not our methods, or more of what is no flag than fits into a message.
            FeatureFlagStore.super.list(limit, offset, visitor);
            return;
        }
        ListedFlags listed = new ListedFlags(limit, visitor);
        first.entries().forEach(listed::show);
        if (first.more() && listed.hasRoom()) {
            behind(last, listed::show);
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
