package dev.flipper.testkit;

import dev.flipper.FlagFormatException;
import dev.flipper.store.FeatureFlagStore;
import dev.flipper.store.FlagDefinition;
import dev.flipper.store.FlagVisitor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Notes what a visitor meets. */
final class Visits implements FlagVisitor {

    private final List<FlagDefinition> flags = new ArrayList<>();
    private final Map<String, FlagFormatException> unreadable = new LinkedHashMap<>();

    static Visits ofAll(FeatureFlagStore store) {
        Visits visits = new Visits();
        store.forEach(visits);
        return visits;
    }

    static Visits ofPage(FeatureFlagStore store, int limit, int offset) {
        Visits visits = new Visits();
        store.list(limit, offset, visits);
        return visits;
    }

    @Override
    public void flag(FlagDefinition definition) {
        flags.add(definition);
    }

    @Override
    public void unreadable(String name, FlagFormatException problem) {
        unreadable.put(name, problem);
    }

    List<FlagDefinition> flags() {
        return flags;
    }

    List<String> names() {
        return flags.stream().map(FlagDefinition::name).toList();
    }

    Map<String, FlagFormatException> unreadable() {
        return unreadable;
    }
}
