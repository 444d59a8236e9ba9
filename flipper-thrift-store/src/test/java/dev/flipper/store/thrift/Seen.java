package dev.flipper.store.thrift;

import dev.flipper.FlagFormatException;
import dev.flipper.store.FlagDefinition;
import dev.flipper.store.FlagVisitor;
import java.util.ArrayList;
import java.util.List;

/** Remembers the names of what it was shown. */
final class Seen implements FlagVisitor {

    final List<String> flags = new ArrayList<>();
    final List<String> unreadable = new ArrayList<>();

    @Override
    public void flag(FlagDefinition definition) {
        flags.add(definition.name());
    }

    @Override
    public void unreadable(String name, FlagFormatException problem) {
        unreadable.add(name);
    }
}
