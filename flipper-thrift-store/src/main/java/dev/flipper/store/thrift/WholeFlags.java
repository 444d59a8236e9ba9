package dev.flipper.store.thrift;

import dev.flipper.store.FlagDefinition;
import dev.flipper.store.thrift.idl.CompareAndSetResult;
import dev.flipper.store.thrift.idl.FlagEntry;
import dev.flipper.store.thrift.idl.FlagPage;
import java.util.List;
import java.util.Optional;
import org.apache.thrift.TException;
import org.jspecify.annotations.Nullable;

/** Reads and changes flags by the methods that Flipper adds to the service: whole documents, compared and set. */
final class WholeFlags implements RemoteFlags {

    @Override
    public RemoteEntry read(ClientConnection connection, String name) throws TException {
        return RemoteEntry.ofEntry(name, connection.call(service -> service.GetDocument(name)));
    }

    @Override
    public Outcome create(ClientConnection connection, FlagDefinition flag) throws TException {
        return set(connection, flag.name(), null, flag);
    }

    @Override
    public Outcome replace(ClientConnection connection, FlagDefinition before, FlagDefinition after) throws TException {
        return set(connection, before.name(), before.toJson(), after);
    }

    @SuppressWarnings("NullAway") // left out, a field is null in what Thrift's compiler makes
    private static Outcome set(
            ClientConnection connection, String name, @Nullable String expected, FlagDefinition after)
            throws TException {
        CompareAndSetResult result = connection.call(service -> service.CompareAndSet(name, expected, after.toJson()));
        FlagEntry current = result.isSetCurrent() ? result.getCurrent() : new FlagEntry();
        return new Outcome(result.isDone(), RemoteEntry.ofEntry(name, current));
    }

    @Override
    public RemoteEntry remove(ClientConnection connection, String name) throws TException {
        return RemoteEntry.ofEntry(name, connection.call(service -> service.RemoveDocument(name)));
    }

    @Override
    @SuppressWarnings("NullAway") // as above
    public Page after(ClientConnection connection, @Nullable String name) throws TException {
        return page(connection.call(service -> service.EntriesAfter(name)));
    }

    @Override
    public Optional<Page> list(ClientConnection connection, int limit, int offset) throws TException {
        return Optional.of(page(connection.call(service -> service.ListDocuments(limit, offset))));
    }

    private static Page page(FlagPage page) {
        List<FlagEntry> entries = page.isSetEntries() ? page.getEntries() : List.of();
        return new Page(entries.stream().map(RemoteEntry::ofEntry).toList(), page.isMore());
    }
}
