package dev.flipper.store;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * Finds slots by name: a map, and a quicker way to the slots that have been looked up before. That one is a table that
 * is read without any ordering, since whatever a thread finds there is right or empty, and then the map has the last
 * word. Entries may get lost, by threads that write the same place and when the table grows; the next look-up puts them
 * back. Names without a slot leave no trace.
 */
abstract class SlotTable {

    private static final int LEAST_PLACES = 64;
    /** Places to a slot, at least: where it is crowded slots are not found at the first attempt. */
    private static final int PLACES_A_SLOT = 3;

    private static final int ATTEMPTS = 4;
    /** The golden ratio: names that differ in a number only would be neighbours otherwise. */
    private static final int SPREAD = 0x9E3779B9;

    final ConcurrentMap<String, FlagSlot> slots = new ConcurrentHashMap<>();
    private @Nullable FlagSlot[] table = new @Nullable FlagSlot[LEAST_PLACES];

    /** Gives the slot of a name; an empty one possibly, until {@link #remember} is told of its successor. */
    @Nullable
    final FlagSlot slot(String name, int hash) {
        FlagSlot slot = at(table, hash, 0);
        return slot != null && slot.isOf(name, hash) ? slot : findFurther(name, hash);
    }

    private static @Nullable FlagSlot at(@Nullable FlagSlot[] places, int hash, int attempt) {
        return places[place(places, hash, attempt)];
    }

    private static int place(@Nullable FlagSlot[] places, int hash, int attempt) {
        int spread = hash * SPREAD;
        return (spread ^ spread >>> Short.SIZE) + attempt & places.length - 1;
    }

    private @Nullable FlagSlot findFurther(String name, int hash) {
        @Nullable FlagSlot[] places = table;
        for (int attempt = 1; attempt < ATTEMPTS; attempt++) {
            FlagSlot slot = at(places, hash, attempt);
            if (slot != null && slot.isOf(name, hash)) {
                return slot;
            }
        }
        FlagSlot slot = slots.get(name);
        if (slot != null) {
            remember(slot);
        }
        return slot;
    }

    /** Lets a slot be found quickly from now on, also in place of one of the same name that has become empty. */
    @SuppressWarnings("ReferenceEquality") // writes only what is not there yet
    final void remember(FlagSlot slot) {
        @Nullable FlagSlot[] places = roomy();
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            FlagSlot other = at(places, slot.hash, attempt);
            if (other == slot) {
                return;
            }
            if (other == null || other.definition() == null) {
                places[place(places, slot.hash, attempt)] = slot;
                return;
            }
        }
    }

    private @Nullable FlagSlot[] roomy() {
        int least = slots.size() * PLACES_A_SLOT;
        if (table.length < least) {
            table = new @Nullable FlagSlot[Integer.highestOneBit(least) * 2];
        }
        return table;
    }
}
