package dev.flipper.store;

import dev.flipper.FlagFormatException;
import dev.flipper.json.CodePoints;
import java.util.List;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;

/**
 * Collects flags to be given in order of their names, and passes on at once what cannot be read. A flag that is removed
 * and created again during a pass may be met twice, and counts once.
 */
final class SortedFlags implements FlagVisitor {

    private final NavigableMap<String, FlagDefinition> flags = new TreeMap<>(CodePoints.ORDER);
    private final FlagVisitor unreadable;

    SortedFlags(FlagVisitor unreadable) {
        this.unreadable = unreadable;
    }

    @Override
    public void flag(FlagDefinition definition) {
        Objects.requireNonNull(definition, "forEach gave null in place of a flag");
        flags.put(definition.name(), definition);
    }

    @Override
    public void unreadable(String name, FlagFormatException problem) {
        unreadable.unreadable(name, problem);
    }

    List<FlagDefinition> page(int limit, int offset) {
        return flags.values().stream().skip(offset).limit(limit).toList();
    }
}
