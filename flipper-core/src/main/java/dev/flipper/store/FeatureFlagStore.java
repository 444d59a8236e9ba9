package dev.flipper.store;

import dev.flipper.FlagFormatException;
import dev.flipper.StoreException;
import dev.flipper.Subscription;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Keeps flags. The interface for backends of one's own; a {@link dev.flipper.FeatureFlagClient} stands on it and adds
 * events, checks of arguments and the promise that a check never throws.
 *
 * <p>A store is thread-safe, and each change is one <em>atomic</em> step: of concurrent changes of one flag, from any
 * number of threads and processes, each is made on the outcome of another, and none is lost. A backend that cannot
 * promise this says so in its documentation.
 *
 * <p>Methods throw {@link StoreException}, with its cause, if the backend fails or cannot be reached within its
 * timeouts. They are called from any thread.
 */
public interface FeatureFlagStore extends AutoCloseable {

    /**
     * Reads a flag.
     *
     * @param name the name, any string
     * @return the flag, or null if there is none
     * @throws FlagFormatException if what is stored is not a flag
     * @throws StoreException if the backend fails
     */
    @Nullable
    FlagDefinition get(String name);

    /**
     * Stores a new flag as it is, unless there is one of its name, readable or not.
     *
     * @param definition the flag
     * @return true if it was stored; false if the name is taken, and then nothing is changed
     * @throws StoreException if the backend fails
     */
    boolean create(FlagDefinition definition);

    /**
     * Changes a flag atomically.
     *
     * @param name the name, any string
     * @param change makes the new state of the old one, with the same name. It has no effects of its own, because it
     *     runs again after a conflict with another writer. If it returns the same instance nothing is written; if it
     *     throws nothing is written and the exception reaches the caller
     * @return the flag before and after the change, exactly as stored, or null if there is none
     * @throws NullPointerException if {@code change} gives null; nothing is written
     * @throws IllegalArgumentException if {@code change} gives a flag of another name; nothing is written
     * @throws FlagFormatException if what is stored is not a flag
     * @throws StoreException if the backend fails
     */
    @Nullable
    Change update(String name, UnaryOperator<FlagDefinition> change);

    /**
     * Removes a flag, or an entry that cannot be read.
     *
     * @param name the name, any string
     * @return what was removed, or null if there was nothing; {@link Change#before} is null if it could not be read
     * @throws StoreException if the backend fails
     */
    @Nullable
    Change delete(String name);

    /**
     * Passes over all flags once, in any order. A flag that is created or removed meanwhile may be met or not.
     *
     * @param visitor called for each flag and each entry that cannot be read, in the calling thread
     * @throws StoreException if the backend fails
     */
    void forEach(FlagVisitor visitor);

    /**
     * Passes over a part of the flags, ordered by name (code points). Entries that cannot be read are not counted; the
     * visitor is told of those that were met on the way. Unless it is overridden it sorts what {@link #forEach} finds.
     *
     * @param limit the number of flags at most, 0 or more
     * @param offset the number of flags to pass over, 0 or more
     * @param visitor called for each flag of the part in the calling thread
     * @throws StoreException if the backend fails
     */
    default void list(int limit, int offset, FlagVisitor visitor) {
        SortedFlags sorted = new SortedFlags(visitor);
        forEach(sorted);
        sorted.page(limit, offset).forEach(visitor::flag);
    }

    /**
     * Asks to be told of changes.
     *
     * @param listener called until the subscription is closed
     * @return the subscription, or empty if this store cannot tell of changes
     */
    default Optional<Subscription> subscribe(StoreListener listener) {
        return Optional.empty();
    }

    /**
     * Gives the transaction of the caller's that a change which the calling thread made now would be a part of. What
     * stands before the store then waits for its end: for telling of the change, and for taking it over into a copy.
     * {@link #get}, {@link #forEach} and {@link #list} show what is committed all the same.
     *
     * @return the transaction, the same object as long as it lasts; empty if changes stand when the call returns, as
     *     always unless it is overridden
     * @throws StoreException if there is a transaction that a change cannot be a part of
     */
    default Optional<StoreTransaction> transaction() {
        return Optional.empty();
    }

    /**
     * Finds a flag that is held in this process, so that a check costs little more than this look-up, and none at all
     * for a handle, which keeps what it found until it is empty. Unless it is overridden there are none such, and each
     * check calls {@link #get}.
     *
     * @param name the name, any string
     * @param hash the name's hash code: the caller has it already, and working it out once more in here would cost as
     *     much as the look-up
     * @return the flag, or null if {@link #get} has to tell; never leaves a trace of a name that does not exist
     */
    default @Nullable FlagSlot slot(String name, int hash) {
        return null;
    }

    /**
     * Tells how far this store can be trusted at the moment. Does no I/O: it tells what is known.
     *
     * @return the status; unless it is overridden {@link StoreStatus.State#UNKNOWN}, and a kind made of the class's
     *     name
     */
    default StoreStatus status() {
        return StoreStatus.unknown(this);
    }

    /** Gives up what the store holds: connections, threads. Closing twice has no effect. */
    @Override
    void close();
}
