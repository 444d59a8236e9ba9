package dev.flipper.store.jpa;

import dev.flipper.store.StoreTransaction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The transactions that callers may be in, as far as the server manages them. Thread-safe. */
interface CallerTransactions {

    /**
     * Tells whether the calling thread is in a transaction that can be worked in.
     *
     * @throws NoConnectionException if it is in one that cannot
     */
    boolean isActive();

    /** Calls outside of the caller's transaction, which goes on afterwards as if nothing had been. */
    <T extends @Nullable Object> T outside(Supplier<T> call);

    /**
     * Gives the transaction of the calling thread, the same object as long as it lasts.
     *
     * @param reader reads a flag within it
     * @return null if there is none
     * @throws dev.flipper.StoreException if there is one that is going to be rolled back
     */
    @Nullable
    StoreTransaction current(FlagReader reader);

    /** Lets the transaction of the calling thread end in no other way than a rollback. */
    void dooms(Throwable failure);
}
