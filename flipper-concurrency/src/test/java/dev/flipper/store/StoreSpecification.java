package dev.flipper.store;

import java.util.HashMap;
import java.util.Map;

/** What a store is to do when nobody else is there: a plain map. */
public final class StoreSpecification {

    private final Map<Integer, FlagDefinition> flags = new HashMap<>();

    public boolean create(int flag) {
        return flags.putIfAbsent(flag, FlagStates.first(flag)) == null;
    }

    public String get(int flag) {
        return FlagStates.show(flags.get(flag));
    }

    public String read(int flag) {
        return get(flag);
    }

    public String check(int flag) {
        FlagDefinition definition = flags.get(flag);
        return definition == null ? "nothing" : String.valueOf(definition.enabled());
    }

    public String update(int flag) {
        FlagDefinition before = flags.get(flag);
        if (before == null) {
            return FlagStates.show((Change) null);
        }
        FlagDefinition after = FlagStates.next(before);
        flags.put(flag, after);
        return FlagStates.show(new Change(before, after));
    }

    public String delete(int flag) {
        FlagDefinition before = flags.remove(flag);
        return FlagStates.show(before == null ? null : new Change(before, null));
    }

    /** Of which nothing is to be seen. */
    public void readInBackground() {}
}
