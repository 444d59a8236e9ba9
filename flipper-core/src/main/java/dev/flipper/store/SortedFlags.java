package dev.flipper.store;

import dev.flipper.FlagFormatException;
import dev.flipper.json.CodePoints;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects flags to be given in order of their names, and passes on at once what cannot be read. */
final class SortedFlags implements FlagVisitor {

    private static final Comparator<FlagDefinition> BY_NAME =
            Comparator.comparing(FlagDefinition::name, CodePoints.ORDER);

    private final List<FlagDefinition> flags = new ArrayList<>();
    private final FlagVisitor unreadable;

    SortedFlags(FlagVisitor unreadable) {
        this.unreadable = unreadable;
    }

    @Override
    public void flag(FlagDefinition definition) {
        flags.add(definition);
    }

    @Override
    public void unreadable(String name, FlagFormatException problem) {
        unreadable.unreadable(name, problem);
    }

    List<FlagDefinition> page(int limit, int offset) {
        flags.sort(BY_NAME);
        int from = Math.min(offset, flags.size());
        return flags.subList(from, from + Math.min(limit, flags.size() - from));
    }
}
