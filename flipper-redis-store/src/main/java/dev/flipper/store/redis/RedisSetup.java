package dev.flipper.store.redis;

import dev.flipper.setting.Setting;
import dev.flipper.store.StoreSettings;
import dev.flipper.store.redis.RedisSettings.Mode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.ClientSetInfoConfig;
import redis.clients.jedis.ConnectionPoolConfig;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.DefaultRedisCredentials;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.RedisCredentials;

/** What settings say together of the servers and of the way to them. Immutable. */
final class RedisSetup {

    private static final int REDIS_PORT = 6379;
    private static final int SENTINEL_PORT = 26_379;
    private static final Duration TWO_SECONDS = Duration.ofSeconds(2);

    private final StoreSettings settings;
    private final RedisAddresses addresses;
    private final Mode mode;
    private final List<String> problems = new ArrayList<>();
    private final RedisCredentials credentials;
    private final RedisCredentials sentinelCredentials;
    private final int database;

    private RedisSetup(StoreSettings settings) {
        this.settings = settings;
        addresses = settings.get(RedisSettings.URI).orElseThrow();
        mode = settings.get(RedisSettings.MODE).orElse(Mode.STANDALONE);
        credentials = credentials(
                RedisSettings.USER,
                either(RedisSettings.USER, addresses.user()),
                RedisSettings.PASSWORD,
                either(RedisSettings.PASSWORD, addresses.password()));
        sentinelCredentials = credentials(
                RedisSettings.SENTINEL_USER,
                either(RedisSettings.SENTINEL_USER, null),
                RedisSettings.SENTINEL_PASSWORD,
                either(RedisSettings.SENTINEL_PASSWORD, null));
        Integer chosen = either(RedisSettings.DATABASE, addresses.database());
        database = chosen == null ? 0 : chosen;
        judge();
    }

    /** Throws {@code IllegalArgumentException} that tells all settings that do not go together. */
    static RedisSetup of(StoreSettings settings) {
        RedisSetup setup = new RedisSetup(settings);
        if (!setup.problems.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", setup.problems));
        }
        return setup;
    }

    private <T> @Nullable T either(Setting<T> setting, @Nullable T inAddress) {
        T own = settings.get(setting).orElse(null);
        if (own == null) {
            return inAddress;
        }
        if (inAddress != null && !inAddress.equals(own)) {
            problems.add(setting + "=" + setting.shown(own.toString()) + " and " + RedisSettings.URI
                    + " say different things: say it in one of them");
        }
        return own;
    }

    /** A user alone would be passed over: nothing is told to the server then, which takes us for its default user. */
    private RedisCredentials credentials(
            Setting<String> userKey, @Nullable String user, Setting<String> passwordKey, @Nullable String password) {
        if (user != null && password == null) {
            // What an address has before its @ may be meant for the password.
            String who = settings.get(userKey).isPresent() ? user : "in " + RedisSettings.URI;
            problems.add("the user " + who + " has no password: set " + passwordKey);
        }
        return new DefaultRedisCredentials(user, password);
    }

    private void judge() {
        if (mode != Mode.SENTINEL) {
            for (Setting<?> setting : List.of(
                    RedisSettings.SENTINEL_MASTER, RedisSettings.SENTINEL_USER, RedisSettings.SENTINEL_PASSWORD)) {
                settings.get(setting)
                        .ifPresent(value -> problems.add(setting + " is for " + RedisSettings.MODE + "=sentinel only"));
            }
        }
        int servers = addresses.places().size();
        if (mode == Mode.STANDALONE && servers > 1) {
            problems.add(RedisSettings.URI + " has " + servers + " addresses: " + RedisSettings.MODE
                    + " has to be sentinel or cluster, or there has to be one address");
        }
        if (mode == Mode.CLUSTER && database != 0) {
            problems.add("the database " + database + " of " + RedisSettings.DATABASE + " or " + RedisSettings.URI
                    + " does not go with " + RedisSettings.MODE + "=cluster: a cluster has only database 0");
        }
        if (minIdle() > maxSize()) {
            problems.add(RedisSettings.POOL_MIN_IDLE + "=" + minIdle() + " is more than " + RedisSettings.POOL_MAX_SIZE
                    + "=" + maxSize() + ": it has to be at most that");
        }
    }

    Mode mode() {
        return mode;
    }

    /** Servers, nodes or sentinels. */
    List<HostAndPort> servers() {
        int standard = mode == Mode.SENTINEL ? SENTINEL_PORT : REDIS_PORT;
        return addresses.places().stream()
                .map(place -> new HostAndPort(place.host(), Objects.requireNonNullElse(place.port(), standard)))
                .toList();
    }

    /** The name that the sentinels know the master by. */
    String master() {
        return settings.get(RedisSettings.SENTINEL_MASTER).orElse("mymaster");
    }

    Optional<String> baseKey() {
        return settings.get(RedisSettings.BASE_KEY).map(FlagKeys::toString);
    }

    Optional<Integer> scanBatch() {
        return settings.get(RedisSettings.SCAN_BATCH);
    }

    Optional<Duration> pollInterval() {
        return settings.get(RedisSettings.POLL_INTERVAL);
    }

    /** How to talk to servers that have flags. */
    DefaultJedisClientConfig.Builder clients() {
        return toAny().credentials(credentials).database(database);
    }

    /** How to talk to sentinels. */
    DefaultJedisClientConfig sentinelClients() {
        return toAny().credentials(sentinelCredentials).build();
    }

    /**
     * Encrypted connections are made by the default context of the JVM, whose trust store, and whose key store for
     * servers that ask for a certificate, is set by system properties. What has taken the place of this way of Jedis
     * makes a context of its own without the key store, anew for each connection.
     */
    @SuppressWarnings("deprecation")
    private DefaultJedisClientConfig.Builder toAny() {
        return DefaultJedisClientConfig.builder()
                .clientName("flipper")
                // Which library it is needs a right that servers before 7.2 do not know, and log as missing.
                .clientSetInfoConfig(ClientSetInfoConfig.DISABLED)
                .ssl(addresses.tls())
                .connectionTimeoutMillis(millis(connectTimeout()))
                .socketTimeoutMillis(millis(timeout()));
    }

    Duration connectTimeout() {
        return settings.get(RedisSettings.CONNECT_TIMEOUT).orElse(TWO_SECONDS);
    }

    Duration timeout() {
        return settings.get(RedisSettings.TIMEOUT).orElse(TWO_SECONDS);
    }

    ConnectionPoolConfig pool() {
        ConnectionPoolConfig pool = new ConnectionPoolConfig();
        pool.setJmxEnabled(false);
        pool.setMaxTotal(maxSize());
        pool.setMaxIdle(maxSize());
        pool.setMinIdle(minIdle());
        pool.setBlockWhenExhausted(true);
        pool.setMaxWait(maxWait());
        // The thread that looks after idle connections may wait for an answer just then, and closing waits for it.
        pool.setEvictorShutdownTimeout(timeout());
        return pool;
    }

    /** How long a free connection is waited for. */
    Duration maxWait() {
        return settings.get(RedisSettings.POOL_MAX_WAIT).orElse(timeout());
    }

    private int maxSize() {
        return settings.get(RedisSettings.POOL_MAX_SIZE).orElse(8);
    }

    private int minIdle() {
        return settings.get(RedisSettings.POOL_MIN_IDLE).orElse(0);
    }

    private static int millis(Duration duration) {
        return (int) duration.toMillis();
    }
}
