package dev.flipper.store.thrift;

import dev.flipper.FlagFormatException;
import dev.flipper.json.CodePoints;
import dev.flipper.store.FlagDefinition;
import dev.flipper.store.FlagVisitor;
import dev.flipper.store.thrift.idl.FlagEntry;
import dev.flipper.store.thrift.idl.FlagPage;
import java.util.Iterator;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Collects the entries behind a name. A page that begins with a name, and not with a number, is right also if flags
 * come and go between two of them. For one thread.
 */
final class EntriesAfter implements FlagVisitor {

    private final @Nullable String name;
    /** Made into structs only when they are sent, which is a few of them at a time. */
    private final NavigableMap<String, Supplier<FlagEntry>> found = new TreeMap<>(CodePoints.ORDER);

    EntriesAfter(@Nullable String name) {
        this.name = name;
    }

    @Override
    public void flag(FlagDefinition definition) {
        add(definition.name(), () -> Entries.of(definition));
    }

    @Override
    public void unreadable(String entry, FlagFormatException problem) {
        add(entry, () -> Entries.unreadable(entry, problem));
    }

    private void add(String entry, Supplier<FlagEntry> struct) {
        if (Entries.isSendable(entry) && (name == null || CodePoints.compare(entry, name) > 0)) {
            found.put(entry, struct);
        }
    }

    /** Gives the first of them, as many as there is room for. */
    FlagPage page(long pageSize) {
        PageEntries page = new PageEntries(pageSize);
        boolean fits = true;
        for (Iterator<Supplier<FlagEntry>> rest = found.values().iterator(); fits && rest.hasNext(); ) {
            fits = page.add(rest.next().get());
        }
        return new FlagPage().setEntries(page.entries()).setMore(!fits);
    }
}
