package dev.flipper.store;

import dev.flipper.Subscription;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the flags that are asked for in a cache before another store; that there is no flag of a name, or none that can
 * be read, is kept as well. A read that finds its flag does no I/O, waits for nobody and allocates nothing; others read
 * the flag from the store, one thread for all that want the same flag at the time. Needs Caffeine.
 *
 * <p><b>How current.</b> A change that was made through this store shows as soon as the call returns. If the wrapped
 * store tells of changes, those of others show as soon as it does; while it says that it cannot
 * ({@link StoreListener#disconnected}), every read goes to the store. If it cannot tell of changes at all, those of
 * others show when the {@linkplain Builder#timeToLive time to live} is over; <em>without one, never, while the flag
 * stays in the cache</em>. A read that began before a change leaves nothing behind after it. A change in a
 * {@linkplain FeatureFlagStore#transaction transaction of the caller's} shows when it has been committed.
 *
 * <p><b>When the store fails</b> to read a flag again, the flag stays as it was last known, own changes included, and
 * the store is asked again after a pause of a second at most; this is logged once. Where nothing is known of the flag
 * the failure reaches the caller, and those who ask for it during such a pause without waiting for the store. (What is
 * known is forgotten with two changes of one flag that this process makes at the same time, until it is read again:
 * their order is not known here.) Changes always go to the store, and fail with it, and so do {@link #list} and
 * {@link #forEach}, which do not use the cache.
 *
 * <p><b>How many.</b> When the cache is full the flags make room that are least likely to be asked for again, by how
 * recently and how often they were: Caffeine's Window TinyLFU, which finds more than strict LRU does.
 */
public final class CachedFeatureFlagStore extends WrappingStore {

    private final FeatureFlagStore store;
    private final CachedReads reads;
    private final CacheWrites writes;
    private final CacheSubscription subscription;
    private final CacheOutage outage;
    private final InstantSource clock;
    private final AtomicBoolean closed = new AtomicBoolean();

    /**
     * Puts a cache of up to 5000 flags, without a time to live, before a store.
     *
     * @param store the store, which now belongs to this one
     */
    public CachedFeatureFlagStore(FeatureFlagStore store) {
        this(builder(store));
    }

    private CachedFeatureFlagStore(Builder builder) {
        CacheOutage outage = new CacheOutage(builder.ticker);
        this.store = builder.store;
        this.reads = new CachedReads(store, new CachedFlags(builder.maximumSize), outage, builder.ticker);
        this.writes = new CacheWrites(reads, outage);
        this.outage = outage;
        this.clock = builder.clock;
        this.subscription = new CacheSubscription(reads, builder.lifetime);
        subscription.open(store, builder.silentLifetime(), builder.lifetimeAfterFailure());
    }

    /**
     * Begins to build a cache with settings of its own.
     *
     * @param store the store to put it before
     * @return a builder of a cache of up to 5000 flags, without a time to live
     */
    public static Builder builder(FeatureFlagStore store) {
        return new Builder(store);
    }

    @Override
    FeatureFlagStore wrapped() {
        return store;
    }

    @Override
    public @Nullable FlagDefinition get(String name) {
        return reads.get(name);
    }

    @Override
    public boolean create(FlagDefinition definition) {
        List<StoredFlag> states = WriteStates.created(definition);
        return writes.write(
                transaction(),
                definition.name(),
                () -> store.create(definition),
                created -> created ? states : List.of());
    }

    @Override
    public @Nullable Change update(String name, UnaryOperator<FlagDefinition> change) {
        return writes.<@Nullable Change>write(
                transaction(), name, () -> store.update(name, change), done -> WriteStates.changed(name, done));
    }

    @Override
    public @Nullable Change delete(String name) {
        return writes.<@Nullable Change>write(
                transaction(), name, () -> store.delete(name), done -> WriteStates.removed(name, done));
    }

    @Override
    public Optional<StoreTransaction> transaction() {
        return store.transaction();
    }

    @Override
    public void forEach(FlagVisitor visitor) {
        store.forEach(visitor);
    }

    @Override
    public void list(int limit, int offset, FlagVisitor visitor) {
        store.list(limit, offset, visitor);
    }

    /**
     * Asks to be told of changes, as the wrapped store tells of them; {@link #get} shows a change before the listener
     * is told of it.
     */
    @Override
    public Optional<Subscription> subscribe(StoreListener listener) {
        return store.subscribe(new CacheListener(reads, Objects.requireNonNull(listener, "listener")));
    }

    /** Tells whether the store has failed since it last answered. Nothing is read ahead, so nothing is synchronised. */
    @Override
    public StoreStatus status() {
        String kind = store.status().kind() + ", cached";
        Long lasting = outage.lasting();
        if (closed.get()) {
            return new StoreStatus(kind, StoreStatus.State.STALE, null, null);
        }
        return lasting == null
                ? new StoreStatus(kind, StoreStatus.State.CONNECTED, null, null)
                : new StoreStatus(kind, StoreStatus.State.STALE, clock.instant().minusNanos(lasting), null);
    }

    /** Forgets the cached flags and closes the wrapped store, which every later call goes to. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            reads.close();
            try {
                subscription.close();
            } finally {
                store.close();
            }
        }
    }

    /** Puts a cache before a store. Not thread-safe. */
    public static final class Builder {

        private static final int DEFAULT_MAXIMUM_SIZE = 5000;
        private static final long LIFETIME_WITHOUT_NOTIFICATIONS = TimeUnit.MINUTES.toNanos(15);

        private final FeatureFlagStore store;
        private int maximumSize = DEFAULT_MAXIMUM_SIZE;
        private long lifetime = CachePeriod.FOR_EVER;
        private @Nullable Duration timeToLiveWithoutNotifications;
        private LongSupplier ticker = System::nanoTime;
        private InstantSource clock = InstantSource.system();

        private Builder(FeatureFlagStore store) {
            this.store = Objects.requireNonNull(store, "store");
        }

        /**
         * Sets how many names the cache holds at most, those counted of which there is no flag.
         *
         * @param newMaximumSize the number, 1 or more; 5000 unless set
         * @return this builder
         * @throws IllegalArgumentException if the number is less than 1
         */
        public Builder maximumSize(int newMaximumSize) {
            if (newMaximumSize < 1) {
                throw new IllegalArgumentException(
                        "The maximum size of a cache must be 1 or more, it is " + newMaximumSize);
            }
            maximumSize = newMaximumSize;
            return this;
        }

        /**
         * Sets how long after it was read a flag is read again, for a store that does not tell of changes, or not of
         * all.
         *
         * @param newTimeToLive the time, more than nothing; for ever unless set
         * @return this builder
         * @throws IllegalArgumentException if the time is zero or negative
         */
        public Builder timeToLive(Duration newTimeToLive) {
            lifetime = TimeUnit.NANOSECONDS.convert(positive(newTimeToLive));
            return this;
        }

        /**
         * Sets the time to live for the case that the store cannot tell of changes, where it is not known beforehand.
         *
         * @param newTimeToLive the time, more than nothing; as {@link #timeToLive} unless set
         * @return this builder
         * @throws IllegalArgumentException if the time is zero or negative
         */
        public Builder timeToLiveWithoutNotifications(Duration newTimeToLive) {
            timeToLiveWithoutNotifications = positive(newTimeToLive);
            return this;
        }

        private static Duration positive(Duration timeToLive) {
            if (timeToLive.isNegative() || timeToLive.isZero()) {
                throw new IllegalArgumentException(
                        "The time to live in a cache must be more than nothing, it is " + timeToLive);
            }
            return timeToLive;
        }

        private long silentLifetime() {
            return timeToLiveWithoutNotifications == null
                    ? lifetime
                    : TimeUnit.NANOSECONDS.convert(timeToLiveWithoutNotifications);
        }

        private long lifetimeAfterFailure() {
            return Math.min(silentLifetime(), LIFETIME_WITHOUT_NOTIFICATIONS);
        }

        /** Nanoseconds as of {@link System#nanoTime}, which nobody can set back. */
        Builder ticker(LongSupplier newTicker) {
            ticker = newTicker;
            return this;
        }

        /** Tells the time of day; outages are timed by the ticker. */
        Builder clock(InstantSource newClock) {
            clock = newClock;
            return this;
        }

        /**
         * Builds the cache and begins to follow the changes of the store. If the store fails to tell of them this is
         * logged, and the time to live is 15 minutes unless a shorter one is set.
         *
         * @return a new store, which owns the one that it is put before
         */
        public CachedFeatureFlagStore build() {
            return new CachedFeatureFlagStore(this);
        }
    }
}
