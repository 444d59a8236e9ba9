package dev.flipper.store;

import java.util.function.UnaryOperator;

/** Remembers of a change whether it had something written when it ran the last time. For one thread. */
final class WatchedChange implements UnaryOperator<FlagDefinition> {

    private final UnaryOperator<FlagDefinition> change;
    private boolean written;

    WatchedChange(UnaryOperator<FlagDefinition> change) {
        this.change = change;
    }

    @Override
    @SuppressWarnings("ReferenceEquality") // the same instance means: nothing to write
    public FlagDefinition apply(FlagDefinition before) {
        written = false;
        FlagDefinition after = change.apply(before);
        written = after != before;
        return after;
    }

    boolean hasWritten() {
        return written;
    }
}
