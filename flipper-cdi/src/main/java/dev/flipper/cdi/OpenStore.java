package dev.flipper.cdi;

import dev.flipper.store.FeatureFlagStore;

/**
 * A store that is open.
 *
 * @param release gives up what was needed for it, once it is closed
 */
record OpenStore(FeatureFlagStore store, Runnable release) {

    /** Of one that nothing else was needed for. */
    static OpenStore of(FeatureFlagStore store) {
        return new OpenStore(store, () -> {});
    }

    /** Closes it after something has gone wrong, which remains what is told. */
    void closeAfter(Throwable failure) {
        attempt(store::close, failure);
        attempt(release, failure);
    }

    private static void attempt(Runnable step, Throwable failure) {
        try {
            step.run();
        } catch (Throwable e) {
            failure.addSuppressed(e);
        }
    }
}
