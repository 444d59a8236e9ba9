package dev.flipper.store.thrift;

import dev.flipper.store.FlagVisitor;
import java.util.HashSet;
import java.util.Set;

/** Shows so many flags of a list, and what is no flag once. For one thread. */
final class ListedFlags {

    private final FlagVisitor visitor;
    private final Set<String> unreadable = new HashSet<>();
    private int room;

    ListedFlags(int limit, FlagVisitor visitor) {
        this.room = limit;
        this.visitor = visitor;
    }

    boolean hasRoom() {
        return room > 0;
    }

    /** Takes the next entry, and tells whether there is room for a further one. */
    boolean show(RemoteEntry entry) {
        if (entry.readable() != null) {
            room--;
            entry.show(visitor);
        } else if (unreadable.add(entry.name())) {
            entry.show(visitor);
        }
        return hasRoom();
    }
}
