package dev.flipper.store;

import dev.flipper.FlagFormatException;
import dev.flipper.StoreException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A transaction of the caller's that a store's changes are a part of: nobody else sees them before it is committed, and
 * after a rollback nobody ever does. There is one object for each transaction and store; equality is identity.
 *
 * <p>For the thread that the transaction belongs to at the moment.
 */
public interface StoreTransaction {

    /**
     * Reads a flag as the transaction sees it, its own changes included.
     *
     * @param name the name, any string
     * @return the flag, or null if there is none
     * @throws FlagFormatException if what is stored is not a flag
     * @throws StoreException if the backend fails
     */
    @Nullable
    FlagDefinition get(String name);

    /**
     * Asks to be told how the transaction ends. Those who ask are told one after the other, in the order in which they
     * have asked, by the thread that ends the transaction, which need not be the one that has begun it. What they throw
     * is logged, and hinders neither the others nor the transaction. They may call the store, and change flags, which
     * the transaction that has ended is no part of any more.
     *
     * <p>A request is made before a change rather than after it: a store that stands before this one makes no change
     * whose end it would not be told of.
     *
     * @param end takes whether the transaction is committed, and {@link FeatureFlagStore#get} shows its changes; false
     *     after a rollback, and where its outcome is not known
     * @throws StoreException if the transaction takes no more requests, as it is ending; nothing is told then
     */
    void onEnd(Consumer<Boolean> end);
}
