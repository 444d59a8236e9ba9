package dev.flipper.store.thrift;

import dev.flipper.json.CodePoints;
import dev.flipper.store.FlagDefinition;
import dev.flipper.store.thrift.idl.ErrorCode;
import dev.flipper.store.thrift.idl.FeatureFlagStoreItem;
import dev.flipper.store.thrift.idl.FeatureFlagStoreMeta;
import dev.flipper.store.thrift.idl.FlipperException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.thrift.TException;
import org.jspecify.annotations.Nullable;

/**
 * Reads and changes flags by the methods of the original only. They can neither compare nor refuse, so a change is
 * several calls, between which others may make theirs; and their structs have no room for members that they do not
 * know.
 */
final class OriginalFlags implements RemoteFlags {

    /** All that there are: pages of it would skip flags when others come and go, and nobody says that it is sorted. */
    private static final long ALL = Integer.MAX_VALUE;

    @Override
    public RemoteEntry read(ClientConnection connection, String name) throws TException {
        try {
            return RemoteEntry.ofItem(name, connection.call(service -> service.Get(name)));
        } catch (FlipperException e) {
            return absent(name, e);
        }
    }

    private static RemoteEntry absent(String name, FlipperException failure) throws FlipperException {
        if (failure.getCode() != ErrorCode.NOT_FOUND) {
            throw failure;
        }
        return RemoteEntry.absent(name);
    }

    /** Looks first: the original's own server overwrites a flag of the same name. */
    @Override
    public Outcome create(ClientConnection connection, FlagDefinition flag) throws TException {
        RemoteEntry present = read(connection, flag.name());
        if (present.exists()) {
            return new Outcome(false, present);
        }
        FeatureFlagStoreItem wanted = FlagStructs.item(flag);
        FeatureFlagStoreMeta meta = wanted.getMeta();
        String data = meta.isSetClient_data() ? meta.getClient_data() : "{}";
        FeatureFlagStoreItem made;
        try {
            made = connection.call(service -> service.Create(flag.name(), flag.enabled(), data));
        } catch (FlipperException e) {
            return taken(connection, flag.name(), e);
        }
        if (!meta.equals(made.getMeta())) {
            // Somebody may have removed it since. Then it was there all the same.
            continueBy(connection, service -> service.SetMeta(flag.name(), meta));
        }
        return done(wanted);
    }

    /** Finds out whether a flag was refused because somebody has been faster, which no code says. */
    private Outcome taken(ClientConnection connection, String name, FlipperException refusal) throws TException {
        RemoteEntry present = read(connection, name);
        if (!present.exists()) {
            throw refusal;
        }
        return new Outcome(false, present);
    }

    @Override
    public Outcome replace(ClientConnection connection, FlagDefinition before, FlagDefinition after) throws TException {
        FeatureFlagStoreItem wanted = FlagStructs.item(after);
        boolean hasOtherMeta = !wanted.getMeta().equals(FlagStructs.meta(before));
        ClientConnection.Sending setMeta = service -> service.SetMeta(after.name(), wanted.getMeta());
        try {
            if (before.enabled() == after.enabled()) {
                connection.run(setMeta);
                return done(wanted);
            }
            connection.run(service -> service.Set(after.name(), after.enabled()));
        } catch (FlipperException e) {
            return new Outcome(false, absent(after.name(), e));
        }
        boolean exists = !hasOtherMeta || continueBy(connection, setMeta);
        return exists ? done(wanted) : new Outcome(false, RemoteEntry.absent(after.name()));
    }

    /**
     * Makes a further part of a change; to fail is then another thing than not to have changed anything. Gives false if
     * the flag is not there any more.
     */
    private static boolean continueBy(ClientConnection connection, ClientConnection.Sending call) throws TException {
        try {
            connection.run(call);
            return true;
        } catch (FlipperException e) {
            if (e.getCode() == ErrorCode.NOT_FOUND) {
                return false;
            }
            throw halfMade(e);
        } catch (TException e) {
            // Also if nobody knows whether this part has been made.
            throw halfMade(e);
        }
    }

    private static TException halfMade(TException failure) {
        return new TException("a part of it has been made: " + ServiceFailures.describe(failure), failure);
    }

    private static Outcome done(FeatureFlagStoreItem item) {
        return new Outcome(true, RemoteEntry.ofItem(item));
    }

    @Override
    public RemoteEntry remove(ClientConnection connection, String name) throws TException {
        RemoteEntry before = read(connection, name);
        if (!before.exists()) {
            return before;
        }
        try {
            connection.run(service -> service.Delete(name));
        } catch (FlipperException e) {
            return absent(name, e);
        }
        return before;
    }

    @Override
    public Page after(ClientConnection connection, @Nullable String name) throws TException {
        List<FeatureFlagStoreItem> items = connection.call(service -> service.List(ALL, 0));
        return new Page(
                items.stream()
                        .map(RemoteEntry::ofItem)
                        .filter(entry -> name == null || CodePoints.compare(entry.name(), name) > 0)
                        .sorted(Comparator.comparing(RemoteEntry::name, CodePoints.ORDER))
                        .toList(),
                false);
    }

    @Override
    public Optional<Page> list(ClientConnection connection, int limit, int offset) {
        return Optional.empty();
    }
}
