package dev.flipper.store;

import dev.flipper.Subscription;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The cache's own following of the store's changes, which decides how long entries are good: not at all while the store
 * could tell of changes but does not.
 */
final class CacheSubscription implements StoreListener {

    private static final Logger LOGGER = System.getLogger(CachedFeatureFlagStore.class.getName());

    private final CachedReads reads;
    private final long lifetime;
    private @Nullable Subscription subscription;

    CacheSubscription(CachedReads reads, long lifetime) {
        this.reads = reads;
        this.lifetime = lifetime;
    }

    void open(FeatureFlagStore store, long lifetimeWithoutNotifications, long lifetimeAfterFailure) {
        try {
            Optional<Subscription> opened = store.subscribe(this);
            if (opened.isEmpty()) {
                reads.outdateAll(lifetimeWithoutNotifications);
            }
            subscription = opened.orElse(null);
        } catch (Throwable e) {
            reads.outdateAll(lifetimeAfterFailure);
            LOGGER.log(
                    Level.WARNING,
                    "The store failed to tell of changes; those of others are seen when a cached flag's time to live is over",
                    e);
        }
    }

    void close() {
        if (subscription != null) {
            subscription.close();
        }
    }

    @Override
    public void connected() {
        reads.outdateAll(lifetime);
        reads.hint();
    }

    @Override
    public void changed(String flag) {
        reads.outdate(flag);
        reads.hint();
    }

    @Override
    public void disconnected() {
        reads.outdateAll(0);
    }
}
