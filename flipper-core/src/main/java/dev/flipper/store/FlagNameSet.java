package dev.flipper.store;

import dev.flipper.FlagFormatException;
import java.util.LinkedHashSet;
import java.util.Set;

/** Collects the names of a store's entries, readable or not. */
final class FlagNameSet implements FlagVisitor {

    private final Set<String> names = new LinkedHashSet<>();

    @Override
    public void flag(FlagDefinition definition) {
        names.add(definition.name());
    }

    @Override
    public void unreadable(String name, FlagFormatException problem) {
        names.add(name);
    }

    Set<String> names() {
        return names;
    }
}
