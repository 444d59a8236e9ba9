package dev.flipper.store;

/**
 * Is told of changes in a store, whoever made them. Called from any thread, possibly from several at once; an
 * implementation must not block, and what it throws is logged.
 */
public interface StoreListener {

    /**
     * From now on every change is notified. Called at the start, and again whenever the store cannot tell what has
     * changed (after a lost connection): everything may then differ from what was seen before.
     */
    default void connected() {}

    /**
     * A flag may have changed. A hint, which may come twice or stand for several changes, but never before
     * {@link FeatureFlagStore#get} shows the change. Changes that one thread makes one after the other through one
     * store object are told in this order.
     *
     * @param flag the name of the flag
     */
    void changed(String flag);

    /**
     * A flag has changed, and the store knows how, because it holds the flags in this process. Called exactly once for
     * each change, by the thread that made the change where it was made through this store object. Unless it is
     * overridden it calls {@link #changed(String)}.
     *
     * @param flag the name of the flag
     * @param change the flag before and after
     */
    default void changed(String flag, Change change) {
        changed(flag);
    }

    /** Changes are not notified any more, until {@link #connected} is called again. */
    default void disconnected() {}
}
