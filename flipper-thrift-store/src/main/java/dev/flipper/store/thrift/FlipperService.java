package dev.flipper.store.thrift;

import dev.flipper.FlagFormatException;
import dev.flipper.store.Change;
import dev.flipper.store.FeatureFlagStore;
import dev.flipper.store.FlagDefinition;
import dev.flipper.store.thrift.idl.CompareAndSetResult;
import dev.flipper.store.thrift.idl.FlagChanges;
import dev.flipper.store.thrift.idl.FlagEntry;
import dev.flipper.store.thrift.idl.FlagPage;
import dev.flipper.store.thrift.idl.FlipperException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The methods that Flipper adds to the original's service, over a store. Thread-safe. */
final class FlipperService {

    private final FeatureFlagStore store;
    private final ChangeLog changes;
    private final long pageSize;

    /**
     * Offers a store.
     *
     * @param changes what is told of them
     * @param pageSize about how many bytes a part of all flags may have
     */
    FlipperService(FeatureFlagStore store, ChangeLog changes, long pageSize) {
        this.store = store;
        this.changes = changes;
        this.pageSize = pageSize;
    }

    FlagEntry getDocument(@Nullable String name) throws FlipperException {
        return entry(Refusals.required(name));
    }

    private FlagEntry entry(String name) {
        try {
            FlagDefinition flag = store.get(name);
            return flag == null ? Entries.absent(name) : Entries.of(flag);
        } catch (FlagFormatException e) {
            return Entries.unreadable(name, e);
        }
    }

    CompareAndSetResult compareAndSet(@Nullable String flag, @Nullable String expected, @Nullable String replacement)
            throws FlipperException {
        String name = Refusals.required(flag);
        if (replacement == null) {
            throw Refusals.refused("There is no replacement");
        }
        FlagDefinition after = flag("replacement", name, replacement);
        return expected == null ? create(after) : replace(flag("expected document", name, expected), after);
    }

    private static FlagDefinition flag(String what, String name, String document) throws FlipperException {
        FlagDefinition flag;
        try {
            flag = FlagDefinition.fromJson(document);
        } catch (FlagFormatException e) {
            throw Refusals.refused("The " + what + " is no flag: " + e.getMessage());
        }
        if (!flag.name().equals(name)) {
            throw Refusals.refused("The " + what + " is the flag '" + flag.name() + "', not '" + name + "'");
        }
        return flag;
    }

    private CompareAndSetResult create(FlagDefinition flag) {
        return store.create(flag) ? result(true, Entries.of(flag)) : result(false, entry(flag.name()));
    }

    private CompareAndSetResult replace(FlagDefinition expected, FlagDefinition after) {
        String name = expected.name();
        try {
            Change change = store.update(name, present -> present.equals(expected) ? after : present);
            if (change == null) {
                return result(false, Entries.absent(name));
            }
            FlagDefinition now = Objects.requireNonNull(change.after(), "the flag after an update");
            return result(expected.equals(change.before()), Entries.of(now));
        } catch (FlagFormatException e) {
            return result(false, Entries.unreadable(name, e));
        }
    }

    private static CompareAndSetResult result(boolean done, FlagEntry current) {
        return new CompareAndSetResult().setDone(done).setCurrent(current);
    }

    FlagEntry removeDocument(@Nullable String flag) throws FlipperException {
        String name = Refusals.required(flag);
        Change change = store.delete(name);
        if (change == null) {
            return Entries.absent(name);
        }
        FlagDefinition before = change.before();
        return before == null ? Entries.unreadable(name) : Entries.of(before);
    }

    FlagPage entriesAfter(@Nullable String name) {
        EntriesAfter entries = new EntriesAfter(name);
        store.forEach(entries);
        return entries.page(pageSize);
    }

    FlagPage listDocuments(long limit, long offset) throws FlipperException {
        ListedEntries entries = new ListedEntries(Refusals.number("limit", limit), Refusals.number("offset", offset));
        return entries.page(store, pageSize);
    }

    FlagChanges awaitChanges(@Nullable String position, long maxWaitMillis) throws FlipperException {
        return changes.await(position, maxWaitMillis);
    }
}
