package dev.flipper.store;

import dev.flipper.FlagFormatException;
import java.util.List;

/** Notes the names of what it meets, those of unreadable entries with a mark. */
record NameVisitor(List<String> names) implements FlagVisitor {
    @Override
    public void flag(FlagDefinition definition) {
        names.add(definition.name());
    }

    @Override
    public void unreadable(String name, FlagFormatException problem) {
        names.add("unreadable " + name + ": " + problem.place());
    }
}
