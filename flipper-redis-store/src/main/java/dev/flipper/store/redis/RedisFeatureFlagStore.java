package dev.flipper.store.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.flipper.FlagFormatException;
import dev.flipper.StoreException;
import dev.flipper.Subscription;
import dev.flipper.store.Change;
import dev.flipper.store.ChangeWatch;
import dev.flipper.store.FeatureFlagStore;
import dev.flipper.store.FlagDefinition;
import dev.flipper.store.FlagVisitor;
import dev.flipper.store.StoreListener;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;

/**
 * Flags in Redis, shared by all processes that use the server, the Python original included: of each flag its JSON
 * document as a string, by the key {@code features/NAME}.
 *
 * <p>Each change is one atomic step, in a cluster too. Each read asks Redis, so put a
 * {@link dev.flipper.store.MirroredFeatureFlagStore} before it, or a {@link dev.flipper.store.CachedFeatureFlagStore};
 * settings do by themselves.
 *
 * <p>Listeners hear of changes by anyone, by any program, a few milliseconds after Redis has made them. The server
 * needs no configuration for that: the store asks it to track the keys (Redis 6 or newer), over one connection to each
 * master that is not one of the pool's. Where the server refuses, keyspace notifications are listened to, as far as the
 * server sends them, and listeners are told once in a while that anything may have changed.
 *
 * <p>If Redis fails or does not answer in time, the methods throw {@link StoreException}. A change whose answer is lost
 * is not tried again, as it may have been made: the exception says so.
 *
 * <p>Thread-safe. There are no threads until somebody {@linkplain #subscribe subscribes}; then two, and one more for
 * each further master, which end when the store is closed.
 */
public final class RedisFeatureFlagStore implements FeatureFlagStore {

    private final RedisServers servers;
    private final FlagKeys keys;
    private final FlagScan scan;
    private final ChangeWatch watch;
    private volatile boolean closed;

    /**
     * Uses a client with the usual settings (see {@link #builder}). Does no I/O.
     *
     * @param jedis the client, for one server, a Sentinel's master or a cluster; it stays the caller's, who closes it
     *     after the store
     * @throws IllegalArgumentException if it has a single connection, or an executor of its own, instead of a pool
     */
    public RedisFeatureFlagStore(UnifiedJedis jedis) {
        this(builder(jedis));
    }

    RedisFeatureFlagStore(RedisFeatureFlagStoreBuilder settings) {
        servers = settings.servers();
        keys = settings.keys();
        scan = new FlagScan(servers, keys, settings.scanBatchSize());
        watch = settings.watch(servers, keys);
    }

    /**
     * Uses a client with settings of one's own.
     *
     * @param jedis the client, for one server, a Sentinel's master or a cluster; it stays the caller's, who closes it
     *     after the store
     * @return a builder
     */
    public static RedisFeatureFlagStoreBuilder builder(UnifiedJedis jedis) {
        return new RedisFeatureFlagStoreBuilder(jedis);
    }

    @Override
    public @Nullable FlagDefinition get(String name) {
        byte[] key = keys.key(name);
        byte[] document = key == null ? null : document(name, key);
        return document == null ? null : FlagDefinition.fromStored(name, document);
    }

    private byte @Nullable [] document(String name, byte[] key) {
        return this.<byte @Nullable []>reading(name, () -> {
            try {
                return servers.<byte @Nullable []>read(key, connection -> FlagCommands.get(connection, key));
            } catch (JedisDataException e) {
                if (FlagScan.isOtherType(e)) {
                    throw notAText(name, e);
                }
                throw e;
            }
        });
    }

    @Override
    public boolean create(FlagDefinition definition) {
        String name = definition.name();
        byte[] key = keys.key(name);
        if (key == null) {
            throw new StoreException("The flag '" + name + "' cannot be in Redis: its name has a lone surrogate", null);
        }
        // A look at it first costs little, and finds out whether Redis is there, which a write cannot try twice.
        boolean taken = reading(name, () -> servers.read(key, connection -> FlagCommands.exists(connection, key)));
        byte[] document = definition.toJson().getBytes(UTF_8);
        boolean created = !taken
                && writing(
                        name, () -> servers.write(key, connection -> FlagCommands.create(connection, key, document)));
        if (created) {
            watch.changed(name);
        }
        return created;
    }

    @Override
    public @Nullable Change update(String name, UnaryOperator<FlagDefinition> change) {
        Objects.requireNonNull(change, "change");
        byte[] key = keys.key(name);
        while (key != null) {
            byte[] document = document(name, key);
            if (document == null) {
                return null;
            }
            FlagDefinition before = FlagDefinition.fromStored(name, document);
            FlagDefinition after = before.changedBy(change);
            if (after.equals(before)) {
                return new Change(before, after);
            }
            if (replace(name, key, document, after.toJson().getBytes(UTF_8))) {
                watch.changed(name);
                return new Change(before, after);
            }
        }
        return null;
    }

    private boolean replace(String name, byte[] key, byte[] before, byte[] after) {
        return writing(
                name, () -> servers.write(key, connection -> FlagCommands.replace(connection, key, before, after)));
    }

    @Override
    public @Nullable Change delete(String name) {
        byte[] key = keys.key(name);
        // Looked at first for the reason of create.
        if (key == null
                || !reading(name, () -> servers.read(key, connection -> FlagCommands.exists(connection, key)))) {
            return null;
        }
        byte[] removed = this.<byte @Nullable []>writing(
                name, () -> servers.<byte @Nullable []>write(key, connection -> FlagCommands.remove(connection, key)));
        if (removed == null) {
            return null;
        }
        watch.changed(name);
        return new Change(readable(name, removed), null);
    }

    /** Passes over all flags; keys under the base key that hold something else are entries that cannot be read. */
    @Override
    public void forEach(FlagVisitor visitor) {
        Objects.requireNonNull(visitor, "visitor");
        try {
            requireOpen();
            scan.forEach((flag, document) -> show(flag, document, visitor));
        } catch (JedisException e) {
            throw new StoreException("The flags could not be read from " + redis() + ": " + e.getMessage(), e);
        }
    }

    private static void show(String flag, byte @Nullable [] document, FlagVisitor visitor) {
        FlagDefinition definition;
        try {
            if (document == null) {
                throw notAText(flag, null);
            }
            definition = FlagDefinition.fromStored(flag, document);
        } catch (FlagFormatException e) {
            visitor.unreadable(flag, e);
            return;
        }
        visitor.flag(definition);
    }

    private static @Nullable FlagDefinition readable(String flag, byte[] document) {
        try {
            return FlagDefinition.fromStored(flag, document);
        } catch (FlagFormatException e) {
            return null;
        }
    }

    private static FlagFormatException notAText(String flag, @Nullable Throwable cause) {
        return new FlagFormatException(flag, "its beginning", "Redis has something else than a string there", cause);
    }

    /** Tells of changes by anyone. The subscription is connected in the background, as soon as Redis is there. */
    @Override
    public Optional<Subscription> subscribe(StoreListener listener) {
        return Optional.of(watch.subscribe(listener));
    }

    /**
     * Ends the threads and gives up the connections that are the store's own; a client that it was given stays open.
     * Later calls fail.
     */
    @Override
    public void close() {
        closed = true;
        try {
            watch.close();
        } finally {
            servers.close();
        }
    }

    private void requireOpen() {
        if (closed) {
            throw new JedisException("the store is closed");
        }
    }

    private String redis() {
        return "Redis at " + servers.where();
    }

    private <T extends @Nullable Object> T reading(String flag, Supplier<T> call) {
        try {
            requireOpen();
            return call.get();
        } catch (JedisException e) {
            throw new StoreException(
                    "The flag '" + flag + "' could not be read from " + redis() + ": " + e.getMessage(), e);
        }
    }

    private <T extends @Nullable Object> T writing(String flag, Supplier<T> call) {
        try {
            requireOpen();
            return call.get();
        } catch (JedisConnectionException e) {
            throw new StoreException(
                    "The flag '" + flag + "' could not be changed in " + redis()
                            + ", or the answer was lost; which of the two is not known: " + e.getMessage(),
                    e);
        } catch (JedisException e) {
            throw new StoreException(
                    "The flag '" + flag + "' was not changed in " + redis() + ": " + e.getMessage(), e);
        }
    }
}
