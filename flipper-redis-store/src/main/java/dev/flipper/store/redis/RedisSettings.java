package dev.flipper.store.redis;

import dev.flipper.setting.Setting;
import java.time.Duration;
import java.util.List;

/** The settings of {@code flipper.store=redis}, each by itself. */
final class RedisSettings {

    /** What {@code redis.uri} leads to, in Redis's own words. */
    enum Mode {
        STANDALONE,
        SENTINEL,
        CLUSTER
    }

    private static final Duration SHORTEST = Duration.ofMillis(1);
    private static final Duration LONGEST = Duration.ofHours(1);

    static final Setting<RedisAddresses> URI = Setting.of("redis.uri", RedisAddresses.EXPECTED, RedisAddresses::parse)
            .required();
    static final Setting<Mode> MODE = Setting.oneOf("redis.mode", Mode.class);
    static final Setting<String> USER = Setting.text("redis.user");
    static final Setting<String> PASSWORD = Setting.text("redis.password").secret();
    static final Setting<Integer> DATABASE = Setting.integer("redis.database", 0, Integer.MAX_VALUE);

    static final Setting<String> SENTINEL_MASTER = Setting.text("redis.sentinel-master");
    static final Setting<String> SENTINEL_USER = Setting.text("redis.sentinel-user");
    static final Setting<String> SENTINEL_PASSWORD =
            Setting.text("redis.sentinel-password").secret();

    static final Setting<FlagKeys> BASE_KEY =
            Setting.of("redis.base-key", "a text that UTF-8 can write", FlagKeys::new);
    static final Setting<Integer> SCAN_BATCH = Setting.integer("redis.scan-batch", 1, 10_000);
    static final Setting<Duration> POLL_INTERVAL =
            Setting.duration("redis.poll-interval", SHORTEST, Duration.ofDays(1));

    static final Setting<Duration> CONNECT_TIMEOUT = Setting.duration("redis.connect-timeout", SHORTEST, LONGEST);
    static final Setting<Duration> TIMEOUT = Setting.duration("redis.timeout", SHORTEST, LONGEST);
    static final Setting<Integer> POOL_MAX_SIZE = Setting.integer("redis.pool.max-size", 1, 10_000);
    static final Setting<Integer> POOL_MIN_IDLE = Setting.integer("redis.pool.min-idle", 0, 10_000);
    static final Setting<Duration> POOL_MAX_WAIT = Setting.duration("redis.pool.max-wait", SHORTEST, LONGEST);

    static final List<Setting<?>> ALL = List.of(
            URI,
            MODE,
            USER,
            PASSWORD,
            DATABASE,
            SENTINEL_MASTER,
            SENTINEL_USER,
            SENTINEL_PASSWORD,
            BASE_KEY,
            SCAN_BATCH,
            POLL_INTERVAL,
            CONNECT_TIMEOUT,
            TIMEOUT,
            POOL_MAX_SIZE,
            POOL_MIN_IDLE,
            POOL_MAX_WAIT);

    private RedisSettings() {}
}
