package dev.flipper.store.thrift;

import dev.flipper.FlagFormatException;
import dev.flipper.store.FeatureFlagStore;
import dev.flipper.store.FlagDefinition;
import dev.flipper.store.FlagVisitor;
import dev.flipper.store.thrift.idl.FlagEntry;
import dev.flipper.store.thrift.idl.FlagPage;
import java.util.ArrayList;
import java.util.List;

/** Collects flags from an offset on, in the order of their names. For one thread. */
final class ListedEntries implements FlagVisitor {

    /** A store may have to look at all flags that it is asked for, and a part of them may fill a message. */
    private static final int AT_A_TIME = 1000;

    private final int limit;
    private final int offset;
    private final List<FlagDefinition> flags = new ArrayList<>();
    private final List<FlagEntry> unreadable = new ArrayList<>();
    private int met;

    ListedEntries(int limit, int offset) {
        this.limit = limit;
        this.offset = offset;
    }

    @Override
    public void flag(FlagDefinition definition) {
        met++;
        if (Entries.isSendable(definition.name())) {
            flags.add(definition);
        }
    }

    @Override
    public void unreadable(String name, FlagFormatException problem) {
        if (Entries.isSendable(name)) {
            unreadable.add(Entries.unreadable(name, problem));
        }
    }

    FlagPage page(FeatureFlagStore store, long pageSize) {
        int asked = Math.min(limit, AT_A_TIME);
        store.list(asked, offset, this);
        PageEntries page = new PageEntries(pageSize);
        boolean all = unreadable.stream().allMatch(page::add)
                && flags.stream().map(Entries::of).allMatch(page::add);
        boolean more = !all || (met == asked && flags.size() < limit);
        return new FlagPage().setEntries(page.entries()).setMore(more);
    }
}
