package dev.flipper.store;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Where one flag lives in memory: one volatile field. A slot that has become empty stays empty and is taken out of the
 * map, so that whoever still holds it looks for a new one.
 */
final class FlagSlot extends AtomicReference<@Nullable FlagDefinition> {

    private static final long serialVersionUID = 1L;

    FlagSlot(@Nullable FlagDefinition definition) {
        super(definition);
    }
}
