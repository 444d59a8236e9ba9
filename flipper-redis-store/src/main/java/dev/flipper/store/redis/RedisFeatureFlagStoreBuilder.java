package dev.flipper.store.redis;

import dev.flipper.store.ChangeWatch;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ThreadFactory;
import java.util.function.Function;
import redis.clients.jedis.UnifiedJedis;

/** Sets up a {@link RedisFeatureFlagStore}. Not thread-safe. */
public final class RedisFeatureFlagStoreBuilder {

    private static final Duration LONGEST = Duration.ofDays(1);

    private final Function<Duration, RedisServers> servers;
    private FlagKeys keys = new FlagKeys("features");
    private int scanBatchSize = 500;
    private Duration timeout = Duration.ofSeconds(2);
    private Duration pollInterval = Duration.ofSeconds(5);
    private ThreadFactory threads = task -> {
        Thread thread = new Thread(task, "flipper-redis");
        thread.setDaemon(true);
        return thread;
    };

    RedisFeatureFlagStoreBuilder(UnifiedJedis jedis) {
        Objects.requireNonNull(jedis, "jedis");
        servers = wait -> JedisServers.of(jedis, wait);
    }

    /** Over servers that belong to the store, which closes them. */
    RedisFeatureFlagStoreBuilder(RedisServers servers) {
        this.servers = wait -> servers;
    }

    /**
     * Sets what the keys of all flags begin with; a slash and the name of the flag follow. Stores with different base
     * keys share nothing, unless one begins with the other and a slash: below {@code features} there are also the flags
     * of {@code features/billing}.
     *
     * @param newBaseKey the base key, not empty; {@code features} unless set, as in the Python original
     * @return this builder
     * @throws IllegalArgumentException if it is empty or has a lone surrogate
     */
    public RedisFeatureFlagStoreBuilder baseKey(String newBaseKey) {
        keys = new FlagKeys(newBaseKey);
        return this;
    }

    /**
     * Sets about how many keys Redis looks at before it does something else, when all flags are read. Redis has to pass
     * over all keys of the database, those of others too: with many of them a larger batch is faster.
     *
     * @param size the number, 1 or more; 500 unless set
     * @return this builder
     * @throws IllegalArgumentException if it is less than 1
     */
    public RedisFeatureFlagStoreBuilder scanBatchSize(int size) {
        if (size < 1) {
            throw new IllegalArgumentException("The scan batch size must be 1 or more, it is " + size);
        }
        scanBatchSize = size;
        return this;
    }

    /**
     * Sets how long the store waits for a free connection of the pool, and for a sign of life of the connection over
     * which it is told of changes: twice this time after Redis has fallen silent the listeners know. How long it waits
     * for a connection to be made, and for answers, is a setting of the client (2 seconds unless set there).
     *
     * @param newTimeout the time, from a millisecond to a day; 2 seconds unless set
     * @return this builder
     * @throws IllegalArgumentException if it is outside of that
     */
    public RedisFeatureFlagStoreBuilder timeout(Duration newTimeout) {
        timeout = within("timeout", newTimeout);
        return this;
    }

    /**
     * Sets how often listeners are told that anything may have changed, so that they read again what they have copies
     * of, where the server refuses to track keys.
     *
     * @param interval the time between two such notices, from a millisecond to a day; 5 seconds unless set
     * @return this builder
     * @throws IllegalArgumentException if it is outside of that
     */
    public RedisFeatureFlagStoreBuilder pollInterval(Duration interval) {
        pollInterval = within("poll interval", interval);
        return this;
    }

    private static Duration within(String what, Duration time) {
        if (time.toMillis() < 1 || time.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("The " + what + " must be from a millisecond to a day, it is " + time);
        }
        return time;
    }

    /**
     * Sets where the threads come from that listen to Redis, for servers that want to make their threads themselves.
     *
     * @param factory makes threads, which run until the store is closed; daemons named {@code flipper-redis} unless set
     * @return this builder
     */
    public RedisFeatureFlagStoreBuilder threadFactory(ThreadFactory factory) {
        threads = Objects.requireNonNull(factory, "factory");
        return this;
    }

    /**
     * Makes the store. Does no I/O.
     *
     * @return a new store
     * @throws IllegalArgumentException if the client has a single connection, or an executor of its own, instead of a
     *     pool
     */
    public RedisFeatureFlagStore build() {
        return new RedisFeatureFlagStore(this);
    }

    RedisServers servers() {
        return servers.apply(timeout);
    }

    FlagKeys keys() {
        return keys;
    }

    int scanBatchSize() {
        return scanBatchSize;
    }

    ChangeWatch watch(RedisServers from, FlagKeys watched) {
        return WatchedRedis.watch(from, watched, timeout, pollInterval, threads);
    }
}
