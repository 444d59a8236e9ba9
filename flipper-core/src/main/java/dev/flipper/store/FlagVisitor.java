package dev.flipper.store;

import dev.flipper.FlagFormatException;

/** Looks at the flags of a store one after the other. */
public interface FlagVisitor {

    /**
     * Called for a flag.
     *
     * @param definition the flag
     */
    void flag(FlagDefinition definition);

    /**
     * Called for an entry that is stored as a flag but cannot be read.
     *
     * @param name the name under which it is stored
     * @param problem why it cannot be read
     */
    void unreadable(String name, FlagFormatException problem);
}
