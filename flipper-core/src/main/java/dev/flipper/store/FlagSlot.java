package dev.flipper.store;

import dev.flipper.FlagFormatException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where a flag lives that a store holds in this process. It follows every change of the flag until the flag is removed;
 * from then on it is empty, also if a flag of the same name is created again. Reading it takes no lock, does no I/O and
 * allocates nothing. Thread-safe.
 */
public final class FlagSlot {

    final String name;
    final int hash;
    /** Why an entry of this name cannot be read; null where there is a flag, or nothing. */
    final @Nullable FlagFormatException problem;

    private volatile @Nullable FlagDefinition definition;
    /** Stands beside the definition as most checks need nothing else, and that may lie far away in memory. */
    private volatile @Nullable Boolean answer;
    /** Set once, after the place that belongs to it. */
    private volatile long @Nullable [] attachedCells;

    private int attachedPlace;

    FlagSlot(FlagDefinition definition) {
        this(definition.name(), definition, null);
    }

    FlagSlot(String name, FlagFormatException problem) {
        this(name, null, problem);
    }

    private FlagSlot(String name, @Nullable FlagDefinition definition, @Nullable FlagFormatException problem) {
        this.name = name;
        this.hash = name.hashCode();
        this.problem = problem;
        this.definition = definition;
        this.answer = answerOf(definition);
    }

    private static @Nullable Boolean answerOf(@Nullable FlagDefinition definition) {
        return definition == null ? null : definition.answer();
    }

    @SuppressWarnings("ReferenceEquality") // a quicker way to the same end
    boolean isOf(String other, int itsHash) {
        return hash == itsHash && (name == other || name.equals(other));
    }

    /**
     * Gives the answer of a flag that answers every call alike, as it is disabled or has neither conditions nor a
     * bucketer.
     *
     * @return the answer at this moment; null if it depends on the call, or if this is empty
     */
    public @Nullable Boolean answer() {
        return answer;
    }

    /**
     * Gives the flag.
     *
     * @return the flag at this moment; null if this is empty
     */
    public @Nullable FlagDefinition definition() {
        return definition;
    }

    /**
     * Keeps here where a user of this flag has numbers that belong to it, so that he finds them without another
     * look-up: the client that counts the flag's checks. There is room for one user; the first one has it for good.
     *
     * @param cells where the numbers lie, by which the user has to know that they are his
     * @param place where in there
     * @return false if there is somebody else, and then nothing is changed
     */
    public synchronized boolean attach(long[] cells, int place) {
        if (attachedCells != null) {
            return false;
        }
        attachedPlace = place;
        attachedCells = Objects.requireNonNull(cells, "cells");
        return true;
    }

    /**
     * Gives what was attached.
     *
     * @return the very array; null if there is none
     */
    public long @Nullable [] attachedCells() {
        return attachedCells;
    }

    /**
     * Gives the place that was attached with the cells.
     *
     * @return the place; of no meaning where there are no cells
     */
    public int attachedPlace() {
        return attachedPlace;
    }

    /** The old answer is gone before the new definition shows, so that nobody meets the one after the other. */
    synchronized void set(@Nullable FlagDefinition after) {
        answer = null;
        definition = after;
        answer = answerOf(after);
    }

    @Nullable
    synchronized FlagDefinition getAndSet(@Nullable FlagDefinition after) {
        FlagDefinition before = definition;
        set(after);
        return before;
    }

    @SuppressWarnings("ReferenceEquality") // as compareAndSet does everywhere
    synchronized boolean compareAndSet(FlagDefinition before, FlagDefinition after) {
        if (definition != before) {
            return false;
        }
        set(after);
        return true;
    }
}
