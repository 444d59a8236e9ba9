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
    /** Is set once, after the number that belongs to it. */
    private volatile @Nullable Object attachment;

    private int attachedNumber;

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
     * Keeps something here for a user of this flag, to be found without another look-up. There is one place, which the
     * first user has for good: the client that counts the flag's checks.
     *
     * @param newAttachment by which the user knows what is his
     * @param number goes with it
     * @return false if the place is taken, and then nothing is changed
     */
    public synchronized boolean attach(Object newAttachment, int number) {
        if (attachment != null) {
            return false;
        }
        attachedNumber = number;
        attachment = Objects.requireNonNull(newAttachment, "attachment");
        return true;
    }

    /**
     * Gives what was attached.
     *
     * @return what was attached; null: nothing so far
     */
    public @Nullable Object attachment() {
        return attachment;
    }

    /**
     * Gives the number that goes with the attachment.
     *
     * @return the number; of no meaning while there is no attachment
     */
    public int attachedNumber() {
        return attachedNumber;
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
