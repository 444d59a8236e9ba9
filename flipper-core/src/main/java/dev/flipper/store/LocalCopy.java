package dev.flipper.store;

import dev.flipper.FlagFormatException;
import dev.flipper.StoreException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The flags of a mirror, and the rule that keeps an older state from replacing a newer one although stores number
 * nothing. Two things bring news: the outcome of an own write, and a reading of the store. Readings come one after the
 * other. A reading that overlaps an own write of a flag says nothing about that flag, as it may be older or newer than
 * the write: the flag is read again once the write has ended.
 *
 * <p>So do own writes of one flag, unless one is nested in another, or in a transaction of the caller's, which lasts
 * until its end. Outcomes of writes that overlap may be told in another order than that of the writes.
 *
 * <p>Looking flags up takes no lock. Everything else holds this object's monitor, for moments only: neither a store nor
 * a listener is ever called within.
 */
final class LocalCopy {

    private final FlagSlots slots = new FlagSlots(this::absent);
    private final Supplier<StoreException> notLoaded;
    /** Set once it is known which flags there are: one that is not here does not exist then. */
    private volatile boolean loaded;
    /** Flags of which own writes are in progress. */
    private final Map<String, Writes> writing = new HashMap<>();
    /** Flags of which a reading was passed over because of a write that is still in progress. */
    private final Set<String> passedOver = new HashSet<>();
    /** Flags of which an own write has ended since the last reading began. */
    private final Set<String> written = new HashSet<>();

    private boolean reading;

    /** Own writes of one flag that overlap, directly or by others between them. */
    private static final class Writes {
        int open;
        int ended;
        /** Whether the state in the copy may not be what comes of those that have ended. */
        boolean inDoubt;
    }

    /**
     * Makes a copy without flags.
     *
     * @param notLoaded makes what is thrown before it is known which flags there are
     */
    LocalCopy(Supplier<StoreException> notLoaded) {
        this.notLoaded = notLoaded;
    }

    private @Nullable FlagDefinition absent() {
        requireLoaded();
        return null;
    }

    /** A change to tell; null for the change if only that there is one can be told. */
    record Told(String flag, @Nullable Change change) {}

    @Nullable
    FlagDefinition get(String name) {
        return slots.get(name);
    }

    @Nullable
    FlagSlot slot(String name, int hash) {
        return slots.slot(name, hash);
    }

    void forEach(FlagVisitor visitor) {
        requireLoaded();
        slots.forEach(visitor);
    }

    private void requireLoaded() {
        if (!isLoaded()) {
            throw notLoaded.get();
        }
    }

    boolean isLoaded() {
        return loaded;
    }

    /** Gives how many writes of the flag have ended that overlap, and so {@link #ended} if no other one ends. */
    synchronized int beginWrite(String flag) {
        Writes writes = writing.computeIfAbsent(flag, first -> new Writes());
        writes.open++;
        return writes.ended;
    }

    /** How many writes of a flag have ended that overlap with the one in progress. */
    synchronized int ended(String flag) {
        return writes(flag).ended;
    }

    private Writes writes(String flag) {
        return Objects.requireNonNull(writing.get(flag), "no write is in progress");
    }

    /**
     * Ends an own write.
     *
     * @param ended how many others had ended when its outcome was told; if another one has since then, which of the two
     *     was the later one is not known
     * @param states the states of the flag, in their order, that have come to light by it; none if its outcome is not
     *     known
     * @param told takes what has changed here
     * @return whether the flag has to be read again
     */
    synchronized boolean endWrite(String flag, int ended, List<StoredFlag> states, List<Told> told) {
        Writes writes = writes(flag);
        return end(flag, writes, writes.ended == ended ? states : List.of(), told);
    }

    /**
     * Ends the own write of a flag that a transaction was. If there are others that overlap, in any order, it is taken
     * over only if it goes on from where the copy is: if all of them do that, one after the other, it leads to the same
     * state as their true order, since both use the same steps.
     *
     * @param states the state before it and the state after it; none if its outcome is not known
     * @param told takes what has changed here
     * @return whether the flag has to be read again
     */
    synchronized boolean endTransaction(String flag, List<StoredFlag> states, List<Told> told) {
        Writes writes = writes(flag);
        boolean alone = writes.open == 1 && writes.ended == 0;
        boolean usable = alone || (!writes.inDoubt && !states.isEmpty() && isNow(flag, states.get(0)));
        return end(flag, writes, usable ? states : List.of(), told);
    }

    private boolean isNow(String flag, StoredFlag state) {
        FlagSlot slot = slots.peek(flag);
        return slot == null
                ? state.definition() == null
                : state.definition() != null && state.definition().equals(slot.definition());
    }

    private boolean end(String flag, Writes writes, List<StoredFlag> states, List<Told> told) {
        writes.ended++;
        writes.inDoubt |= states.isEmpty();
        if (--writes.open == 0) {
            writing.remove(flag);
        }
        if (reading) {
            written.add(flag);
        }
        states.forEach(state -> replace(flag, state, told));
        return passedOver.remove(flag) || states.isEmpty();
    }

    boolean isEmpty() {
        return slots.names().isEmpty();
    }

    boolean holds(String flag) {
        return slots.peek(flag) != null;
    }

    /** To be called before the store is asked. */
    synchronized void beginReading() {
        reading = true;
    }

    synchronized void endReading() {
        reading = false;
        written.clear();
    }

    /**
     * Takes over what the reading in progress has found.
     *
     * @param told takes what has changed here
     * @return the flags that have to be read again
     */
    synchronized Set<String> found(Map<String, StoredFlag> found, List<Told> told) {
        Set<String> again = new HashSet<>();
        found.forEach((flag, now) -> found(flag, now, told, again));
        return again;
    }

    /** The same after a reading of everything: what was not found is absent. */
    synchronized Set<String> foundAll(Map<String, StoredFlag> found, List<Told> told) {
        Set<String> again = found(found, told);
        for (String flag : slots.names()) {
            if (!found.containsKey(flag)) {
                found(flag, StoredFlag.ABSENT, told, again);
            }
        }
        loaded = true;
        return again;
    }

    private void found(String flag, StoredFlag now, List<Told> told, Set<String> again) {
        if (writing.containsKey(flag)) {
            passedOver.add(flag);
        } else if (written.contains(flag)) {
            again.add(flag);
        } else {
            replace(flag, now, told);
        }
    }

    /**
     * Takes over what is known from earlier, unless the store has been read meanwhile.
     *
     * @return whether it was taken over
     */
    synchronized boolean restore(List<FlagDefinition> flags) {
        if (isLoaded()) {
            return false;
        }
        for (FlagDefinition flag : flags) {
            if (slots.peek(flag.name()) == null) {
                slots.set(flag);
            }
        }
        loaded = true;
        return true;
    }

    private void replace(String flag, StoredFlag now, List<Told> told) {
        FlagSlot slot = slots.peek(flag);
        FlagDefinition before = slot == null ? null : slot.definition();
        FlagDefinition after = now.definition();
        FlagFormatException problem = now.problem();
        if (after != null) {
            if (!after.equals(before)) {
                slots.set(after);
                told.add(new Told(flag, new Change(before, after)));
            }
        } else if (problem != null) {
            replaceByUnreadable(flag, slot, problem, told);
        } else if (slot != null) {
            slots.clear(flag);
            told.add(new Told(flag, new Change(before, null)));
        }
    }

    private void replaceByUnreadable(
            String flag, @Nullable FlagSlot slot, FlagFormatException problem, List<Told> told) {
        FlagFormatException known = slot == null ? null : slot.problem;
        if (known == null || !Objects.equals(known.getMessage(), problem.getMessage())) {
            slots.set(flag, problem);
            told.add(new Told(flag, null));
        }
    }
}
