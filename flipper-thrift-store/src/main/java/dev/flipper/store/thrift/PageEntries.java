package dev.flipper.store.thrift;

import dev.flipper.store.thrift.idl.FlagEntry;
import java.util.ArrayList;
import java.util.List;

/**
 * The entries of one answer. An entry may be nearly as large as a message, so that it fits only alone. For one thread.
 */
final class PageEntries {

    private final long pageSize;
    private final List<FlagEntry> entries = new ArrayList<>();
    private long size;

    /**
     * Begins an answer.
     *
     * @param pageSize about how many bytes there is room for
     */
    PageEntries(long pageSize) {
        this.pageSize = pageSize;
    }

    /** Adds an entry if there is room for it, or no other; tells whether it has. */
    boolean add(FlagEntry entry) {
        long larger = size + Entries.size(entry);
        if (larger > pageSize && !entries.isEmpty()) {
            return false;
        }
        size = larger;
        return entries.add(entry);
    }

    List<FlagEntry> entries() {
        return entries;
    }
}
