package dev.flipper.store;

/** A store before another one, of which it may hold a copy in this process. */
abstract class WrappingStore implements FeatureFlagStore {

    /** Gives the store that is behind this one. */
    abstract FeatureFlagStore wrapped();

    /** Gives the store behind all copies: only there is it known what the flags are now. */
    static FeatureFlagStore origin(FeatureFlagStore store) {
        return store instanceof WrappingStore wrapping ? origin(wrapping.wrapped()) : store;
    }
}
