package dev.flipper.store;

import dev.flipper.FlagFormatException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Where one flag lives in memory: one volatile field. A slot that has become empty stays empty and is taken out of the
 * map, so that whoever still holds it looks for a new one. The slot of an entry that cannot be read is empty from the
 * start.
 */
final class FlagSlot extends AtomicReference<@Nullable FlagDefinition> {

    private static final long serialVersionUID = 1L;

    /** Why the entry cannot be read; null in the slot of a flag. */
    final transient @Nullable FlagFormatException problem;

    FlagSlot(FlagDefinition definition) {
        super(definition);
        this.problem = null;
    }

    FlagSlot(FlagFormatException problem) {
        super(null);
        this.problem = problem;
    }
}
