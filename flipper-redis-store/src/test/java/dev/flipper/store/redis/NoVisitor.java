package dev.flipper.store.redis;

import dev.flipper.FlagFormatException;
import dev.flipper.store.FlagDefinition;
import dev.flipper.store.FlagVisitor;

/** Is shown flags and takes no notice of them. */
final class NoVisitor implements FlagVisitor {

    @Override
    public void flag(FlagDefinition definition) {}

    @Override
    public void unreadable(String name, FlagFormatException problem) {}
}
