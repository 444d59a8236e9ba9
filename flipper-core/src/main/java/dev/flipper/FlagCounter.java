package dev.flipper;

import dev.flipper.store.FlagSlot;
import org.jspecify.annotations.Nullable;

/** The counter of one flag: where its numbers lie, and where the flag lives, if it is known. */
final class FlagCounter {

    private final CounterBlock block;
    private final int number;
    /** Changed by one thread at a time only. */
    private volatile @Nullable FlagSlot slot;

    FlagCounter(CounterBlock block, int number) {
        this.block = block;
        this.number = number;
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
        newSlot.attach(block, number);
    }

    boolean count(boolean enabled, boolean error, long second) {
        return block.count(number, enabled, error, second);
    }

    void addTo(CheckSum sum) {
        block.addTo(sum, number);
    }

    void end(CounterBlock heir) {
        block.end(number, heir);
    }

    void drain(CounterBlock heir) {
        block.drain(number, heir);
    }
}
