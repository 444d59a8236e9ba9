package dev.flipper.store.s3;

import dev.flipper.FlagFormatException;
import dev.flipper.store.FlagDefinition;
import dev.flipper.store.FlagVisitor;

/** Sees nothing. */
class NoVisitor implements FlagVisitor {

    @Override
    public void flag(FlagDefinition definition) {}

    @Override
    public void unreadable(String name, FlagFormatException problem) {}
}
