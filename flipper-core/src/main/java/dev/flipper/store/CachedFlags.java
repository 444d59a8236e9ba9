package dev.flipper.store;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import org.jspecify.annotations.Nullable;

/**
 * The flags in the cache, by name. One that is pushed out while somebody still works with it is out of sight from then
 * on; the next reader begins with a new one.
 */
final class CachedFlags {

    private final Cache<String, CachedFlag> flags;

    CachedFlags(int maximumSize) {
        // Its housekeeping is short, and no other thread shall outlive the application.
        this.flags = Caffeine.newBuilder()
                .maximumSize(maximumSize)
                .executor(Runnable::run)
                .build();
    }

    @Nullable
    CachedFlag get(String name) {
        return flags.getIfPresent(name);
    }

    CachedFlag getOrAdd(String name) {
        return flags.get(name, added -> new CachedFlag());
    }

    /** Looks without counting as a use. */
    @Nullable
    CachedFlag peek(String name) {
        return flags.policy().getIfPresentQuietly(name);
    }

    void clear() {
        flags.invalidateAll();
    }

    int size() {
        return flags.asMap().size();
    }
}
