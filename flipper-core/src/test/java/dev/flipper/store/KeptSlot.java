package dev.flipper.store;

import java.util.function.Supplier;

/** Reads a flag as a handle does: through the slot that it has found once, for as long as that holds the flag. */
final class KeptSlot implements Supplier<FlagDefinition> {

    private final FeatureFlagStore store;
    private final String name;
    private FlagSlot slot;

    KeptSlot(FeatureFlagStore store, String name) {
        this.store = store;
        this.name = name;
    }

    @Override
    public FlagDefinition get() {
        if (slot == null || slot.definition() == null) {
            slot = store.slot(name, name.hashCode());
        }
        FlagDefinition definition = slot == null ? null : slot.definition();
        return definition == null ? store.get(name) : definition;
    }
}
