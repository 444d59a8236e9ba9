package dev.flipper.store;

import java.util.concurrent.ConcurrentMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Flags in memory, by name. Each operation is atomic; none takes a lock while the caller's code runs. */
final class FlagSlots extends SlotTable {

    @Nullable
    FlagDefinition get(String name) {
        FlagSlot slot = slots.get(name);
        FlagDefinition definition = slot == null ? null : slot.get();
        if (slot != null && definition != null) {
            // Whoever asks here has not found it in the table.
            remember(slot);
        }
        return definition;
    }

    Supplier<@Nullable FlagDefinition> reader(String name) {
        return new Reader(slots, name);
    }

    boolean create(FlagDefinition definition) {
        FlagSlot created = new FlagSlot(definition.name(), definition);
        FlagSlot now =
                slots.compute(definition.name(), (name, slot) -> slot == null || slot.get() == null ? created : slot);
        return now == created;
    }

    @Nullable
    @SuppressWarnings("ReferenceEquality") // the same instance means: nothing to write
    Change update(String name, UnaryOperator<FlagDefinition> change) {
        FlagSlot slot = slots.get(name);
        while (slot != null) {
            FlagDefinition before = slot.get();
            if (before == null) {
                return null;
            }
            FlagDefinition after = before.changedBy(change);
            if (after == before || slot.compareAndSet(before, after)) {
                return new Change(before, after);
            }
        }
        return null;
    }

    @Nullable
    Change delete(String name) {
        FlagSlot slot = slots.get(name);
        FlagDefinition before = slot == null ? null : slot.getAndSet(null);
        if (slot == null || before == null) {
            return null;
        }
        slots.remove(name, slot);
        return new Change(before, null);
    }

    void forEach(Consumer<FlagDefinition> visitor) {
        for (FlagSlot slot : slots.values()) {
            FlagDefinition definition = slot.get();
            if (definition != null) {
                visitor.accept(definition);
            }
        }
    }

    /** Remembers the slot, so that reading costs one volatile read for as long as the flag exists. */
    private static final class Reader implements Supplier<@Nullable FlagDefinition> {

        private final ConcurrentMap<String, FlagSlot> slots;
        private final String name;
        /** Not volatile: a thread that sees an old slot finds it empty, or current, and is right either way. */
        private @Nullable FlagSlot known;

        Reader(ConcurrentMap<String, FlagSlot> slots, String name) {
            this.slots = slots;
            this.name = name;
        }

        @Override
        public @Nullable FlagDefinition get() {
            FlagSlot slot = known;
            FlagDefinition definition = slot == null ? null : slot.get();
            return definition == null ? lookUp() : definition;
        }

        private @Nullable FlagDefinition lookUp() {
            FlagSlot slot = slots.get(name);
            if (slot == null) {
                return null;
            }
            known = slot;
            return slot.get();
        }
    }
}
