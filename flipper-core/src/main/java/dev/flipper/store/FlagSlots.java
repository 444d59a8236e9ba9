package dev.flipper.store;

import dev.flipper.FlagFormatException;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Flags in memory, by name. Each operation is atomic; none takes a lock while the caller's code runs. */
final class FlagSlots extends SlotTable {

    private final Supplier<@Nullable FlagDefinition> absent;

    FlagSlots() {
        this(() -> null);
    }

    /**
     * Makes slots without flags.
     *
     * @param absent asked for what a flag is that has no slot
     */
    FlagSlots(Supplier<@Nullable FlagDefinition> absent) {
        this.absent = absent;
    }

    @Nullable
    FlagDefinition get(String name) {
        FlagSlot slot = slots.get(name);
        FlagDefinition definition = slot == null ? null : slot.definition();
        if (slot == null || definition == null) {
            return missing(slot);
        }
        // Whoever asks here has not found it in the table.
        remember(slot);
        return definition;
    }

    private @Nullable FlagDefinition missing(@Nullable FlagSlot slot) {
        if (slot != null && slot.problem != null) {
            throw slot.problem;
        }
        return absent.get();
    }

    boolean create(FlagDefinition definition) {
        FlagSlot created = new FlagSlot(definition);
        FlagSlot now = slots.compute(
                definition.name(), (name, slot) -> slot == null || slot.definition() == null ? created : slot);
        return now == created;
    }

    @Nullable
    @SuppressWarnings("ReferenceEquality") // the same instance means: nothing to write
    Change update(String name, UnaryOperator<FlagDefinition> change) {
        FlagSlot slot = slots.get(name);
        while (slot != null) {
            FlagDefinition before = slot.definition();
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

    void forEach(FlagVisitor visitor) {
        slots.forEach((name, slot) -> {
            FlagDefinition definition = slot.definition();
            if (definition != null) {
                visitor.flag(definition);
            } else if (slot.problem != null) {
                visitor.unreadable(name, slot.problem);
            }
        });
    }

    @Nullable
    FlagSlot peek(String name) {
        return slots.get(name);
    }

    Set<String> names() {
        return Set.copyOf(slots.keySet());
    }

    /** Puts a flag in place of whatever was there. Not to be mixed with other changes of the same flag. */
    void set(FlagDefinition definition) {
        FlagSlot slot = slots.get(definition.name());
        if (slot == null || slot.problem != null) {
            slots.put(definition.name(), new FlagSlot(definition));
        } else {
            slot.set(definition);
        }
    }

    /** Puts an entry that cannot be read in place of whatever was there. Not to be mixed, as above. */
    void set(String name, FlagFormatException problem) {
        empty(slots.put(name, new FlagSlot(name, problem)));
    }

    /** Takes away whatever is there. Not to be mixed, as above. */
    void clear(String name) {
        empty(slots.remove(name));
    }

    private static void empty(@Nullable FlagSlot slot) {
        if (slot != null) {
            slot.set(null);
        }
    }
}
