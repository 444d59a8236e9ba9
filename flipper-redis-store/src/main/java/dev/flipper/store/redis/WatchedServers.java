package dev.flipper.store.redis;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Connection;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;

/** Watches each server that has flags, in the best way that it offers. Used by one thread, but closed by any. */
final class WatchedServers implements AutoCloseable {

    private static final Logger LOGGER = System.getLogger(RedisFeatureFlagStore.class.getName());

    private final RedisServers servers;
    private final FlagKeys keys;
    private final Duration timeout;
    private final Duration pollInterval;
    private final ThreadFactory threads;
    private final Consumer<@Nullable String> changed;
    private final Runnable ended;

    private final Map<String, ServerWatch> watches = new ConcurrentHashMap<>();
    /** They tell nothing, or not everything. */
    private final Set<String> incomplete = ConcurrentHashMap.newKeySet();

    private final AtomicBoolean refusalTold = new AtomicBoolean();
    private volatile boolean closed;

    /**
     * Takes what is watched.
     *
     * @param pollInterval how often all flags are read where there are servers that do not tell everything
     * @param changed told of each flag that may have changed; of null if any may have
     * @param ended told when a server tells nothing any more
     */
    WatchedServers(
            RedisServers servers,
            FlagKeys keys,
            Duration timeout,
            Duration pollInterval,
            ThreadFactory threads,
            Consumer<@Nullable String> changed,
            Runnable ended) {
        this.servers = servers;
        this.keys = keys;
        this.timeout = timeout;
        this.pollInterval = pollInterval;
        this.threads = threads;
        this.changed = changed;
        this.ended = ended;
    }

    /**
     * Makes sure that each server is there and is watched.
     *
     * @return whether something may have been missed, because a server is watched since now
     * @throws JedisException if one can't be watched, or was and is not any more: that is to be told first
     */
    boolean refresh() {
        List<RedisServer> now = servers.all();
        forgetAllBut(now.stream().map(RedisServer::address).collect(Collectors.toSet()));
        boolean anew = false;
        for (RedisServer server : now) {
            anew |= !isWatched(server) && watch(server);
        }
        return anew;
    }

    private void forgetAllBut(Set<String> addresses) {
        incomplete.retainAll(addresses);
        watches.forEach((address, watch) -> {
            if (!addresses.contains(address)) {
                forget(address, watch);
            }
        });
    }

    private void forget(String address, ServerWatch watch) {
        watches.remove(address);
        watch.close();
    }

    private boolean isWatched(RedisServer server) {
        String address = server.address();
        ServerWatch watch = watches.get(address);
        if (watch == null) {
            return incomplete.contains(address);
        }
        try {
            watch.checkLife();
            return true;
        } catch (JedisException e) {
            forget(address, watch);
            incomplete.remove(address);
            throw new JedisException(
                    "Redis at " + address + " does not tell of changes any more: " + e.getMessage(), e);
        }
    }

    private boolean watch(RedisServer server) {
        JedisDataException refusal = null;
        for (NoticeWay way : NoticeWay.values()) {
            try {
                begin(server, way);
                if (refusal != null) {
                    makeUpFor(server, "it is listened to for keyspace notifications, and ", refusal);
                }
                return true;
            } catch (JedisDataException e) {
                if (!NoticeWay.isRefused(e)) {
                    throw e;
                }
                if (refusal == null) {
                    refusal = e;
                } else {
                    refusal.addSuppressed(e);
                }
            }
        }
        makeUpFor(server, "", refusal);
        return true;
    }

    private void begin(RedisServer server, NoticeWay way) {
        Connection connection = way.connect(server, keys);
        ServerWatch watch = new ServerWatch(connection, keys, way, timeout, changed, ended);
        watches.put(server.address(), watch);
        try {
            watch.begin(threads);
        } catch (Throwable e) {
            forget(server.address(), watch);
            throw e;
        }
        if (closed) {
            close();
        }
    }

    private void makeUpFor(RedisServer server, String how, @Nullable JedisDataException refusal) {
        incomplete.add(server.address());
        if (!refusalTold.getAndSet(true)) {
            LOGGER.log(
                    Level.WARNING,
                    "Redis at " + server.address() + " refuses to track keys, so " + how + "all flags are read every "
                            + pollInterval.toMillis() + " ms, to find out what others have changed",
                    refusal);
        }
    }

    /** Tells whether there are servers that do not tell everything. */
    boolean areIncomplete() {
        return !incomplete.isEmpty();
    }

    /** Gives servers that do not tell everything the chance to tell more than before. */
    void forgetIncomplete() {
        incomplete.forEach(address -> {
            ServerWatch watch = watches.get(address);
            if (watch != null) {
                forget(address, watch);
            }
        });
        incomplete.clear();
    }

    @Override
    public void close() {
        closed = true;
        watches.values().forEach(ServerWatch::close);
    }
}
