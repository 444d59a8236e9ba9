package dev.flipper;

import dev.flipper.store.FlagSlot;
import org.jspecify.annotations.Nullable;

/** The counter of one flag. Counting takes no lock; everything else is for one thread at a time. */
final class FlagCounter {

    private final long[] cells;
    private final int place;
    /** Where the flag lives, if it is known. */
    private volatile @Nullable FlagSlot slot;
    /** How many checks there were when somebody last looked, and when there were more than before. */
    private long seen;

    private long last = CheckSum.NEVER;

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
    boolean count(boolean enabled) {
        return CounterCells.count(cells, place, enabled);
    }

    /** The same for an error; the check is to be counted before. */
    boolean countError() {
        return CounterCells.countError(cells, place);
    }

    /** Looks for new checks: if there are some they were at this time, or since the last look. */
    void look(long second) {
        long checks = CounterCells.disabled(cells, place) + CounterCells.enabled(cells, place);
        if (checks != seen) {
            seen = checks;
            last = second == CheckSum.NEVER ? last : second;
        }
    }

    void addTo(CheckSum sum) {
        long errors = CounterCells.errors(cells, place);
        long disabled = CounterCells.disabled(cells, place);
        sum.add(disabled, CounterCells.enabled(cells, place), errors, last);
    }

    /** Ends this and moves what it has counted. Checks that have been seen are no news there. */
    void endInFavourOf(FlagCounter heir) {
        CounterCells.end(cells, place, heir.cells, heir.place);
        heir.seen += seen;
        heir.last = Math.max(heir.last, last);
    }
}
