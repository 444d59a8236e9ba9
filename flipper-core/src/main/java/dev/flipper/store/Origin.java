package dev.flipper.store;

/** What is behind the copies that stores keep in this process. Only there is it known what the flags are now. */
final class Origin {

    private Origin() {}

    /** Gives the store that is read in the end; one that is not Flipper's own counts as such. */
    static FeatureFlagStore of(FeatureFlagStore store) {
        if (store instanceof MirroredFeatureFlagStore mirror) {
            return of(mirror.mirrored());
        }
        if (store instanceof CachedFeatureFlagStore cache) {
            return of(cache.cached());
        }
        return store instanceof ReplicatedFeatureFlagStore replicated ? of(replicated.primary()) : store;
    }
}
