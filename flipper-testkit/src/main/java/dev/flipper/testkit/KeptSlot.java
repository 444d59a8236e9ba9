package dev.flipper.testkit;

import dev.flipper.store.FeatureFlagStore;
import dev.flipper.store.FlagDefinition;
import dev.flipper.store.FlagSlot;
import org.jspecify.annotations.Nullable;

/** Reads a flag as a client's handle does: through the slot that it has found, for as long as that holds the flag. */
final class KeptSlot {

    private final FeatureFlagStore store;
    private final String name;
    private @Nullable FlagSlot slot;

    KeptSlot(FeatureFlagStore store, String name) {
        this.store = store;
        this.name = name;
    }

    @Nullable
    FlagDefinition get() {
        if (slot == null || slot.definition() == null) {
            slot = store.slot(name, name.hashCode());
        }
        FlagDefinition definition = slot == null ? null : slot.definition();
        return definition == null ? store.get(name) : definition;
    }
}
