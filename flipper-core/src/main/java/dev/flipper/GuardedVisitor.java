package dev.flipper;

import dev.flipper.store.FlagDefinition;
import dev.flipper.store.FlagVisitor;
import java.util.HashSet;
import java.util.Set;

/** Takes a page of flags from a store, each once, and no more: a store that never ends would take all memory. */
final class GuardedVisitor implements FlagVisitor {

    private final int limit;
    private final FlagVisitor visitor;
    private final Set<String> names = new HashSet<>();

    GuardedVisitor(int limit, FlagVisitor visitor) {
        this.limit = limit;
        this.visitor = visitor;
    }

    @Override
    public void flag(FlagDefinition definition) {
        if (definition == null) {
            throw new WrongAnswerException("it gave null in place of a flag");
        }
        if (!names.add(definition.name())) {
            return;
        }
        if (names.size() > limit) {
            throw new WrongAnswerException("it gave more than the " + limit + " flags that were asked for");
        }
        visitor.flag(definition);
    }

    @Override
    public void unreadable(String name, FlagFormatException problem) {
        if (name == null) {
            throw new WrongAnswerException("it gave an entry that cannot be read without its name");
        }
        if (problem == null) {
            throw new WrongAnswerException("it gave no reason why the entry '" + name + "' cannot be read");
        }
        visitor.unreadable(name, problem);
    }
}
