package dev.flipper;

import dev.flipper.store.FlagSlot;
import org.jspecify.annotations.Nullable;

/** The counter of one flag: where its numbers lie, and where the flag lives, if it is known. */
final class FlagCounter {

    private final long[] cells;
    private final int place;
    /** Changed by one thread at a time only. */
    private volatile @Nullable FlagSlot slot;

    FlagCounter(long[] cells, int place) {
        this.cells = cells;
        this.place = place;
    }

    boolean isWithoutSlot() {
        return slot == null;
    }

    @SuppressWarnings("ReferenceEquality") // a flag that is created again has another one
    boolean isOf(FlagSlot other) {
        return slot == other;
    }

    /** Whether it is known that the flag is still the one that has been counted. */
    boolean isAlive() {
        FlagSlot known = slot;
        return known != null && known.definition() != null;
    }

    /** Lets checks find this through the slot, unless another client does so already. */
    void liveIn(FlagSlot newSlot) {
        slot = newSlot;
        newSlot.attach(cells, place);
    }

    /** Gives false if this has ended, and the check was not counted. */
    boolean count(boolean enabled, long second) {
        return CounterCells.count(cells, place, enabled, second);
    }

    /** The same for an error. */
    boolean countError() {
        return CounterCells.countError(cells, place);
    }

    void addTo(CheckSum sum) {
        CounterCells.addTo(sum, cells, place);
    }

    /** Ends this and moves what it has counted. */
    void endInFavourOf(FlagCounter heir) {
        CounterCells.end(cells, place, heir.cells, heir.place);
    }
}
