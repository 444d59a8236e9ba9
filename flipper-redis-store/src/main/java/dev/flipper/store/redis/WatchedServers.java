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

    /** A minute, usually. */
    private static final int POLLS_BETWEEN_QUESTIONS = 12;

    private final RedisServers servers;
    private final FlagKeys keys;
    private final Duration timeout;
    private final Duration pollInterval;
    private final ThreadFactory threads;
    private final Consumer<@Nullable String> changed;
    private final Runnable ended;

    private final Map<String, ServerWatch> watches = new ConcurrentHashMap<>();
    /** By the addresses of servers that tell nothing, or not everything, since when that is known. */
    private final Map<String, Long> refusals = new ConcurrentHashMap<>();

    private final AtomicBoolean refusalTold = new AtomicBoolean();
    private volatile boolean closed;

    /**
     * Takes what is watched.
     *
     * @param pollInterval how often listeners read again what is on servers that do not tell everything
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
        refusals.keySet().retainAll(addresses);
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
        Long refused = refusals.get(address);
        if (refused != null && System.nanoTime() - refused >= pollInterval.toNanos() * POLLS_BETWEEN_QUESTIONS) {
            // It may have been configured otherwise since.
            forgetRefusal(address);
            return false;
        }
        ServerWatch watch = watches.get(address);
        if (watch == null) {
            return refused != null && server.read(Connection::ping);
        }
        try {
            watch.checkLife();
            return true;
        } catch (JedisException e) {
            forget(address, watch);
            refusals.remove(address);
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
        refusals.put(server.address(), System.nanoTime());
        if (!refusalTold.getAndSet(true)) {
            LOGGER.log(
                    Level.WARNING,
                    "Redis at " + server.address() + " refuses to track keys, so " + how
                            + "copies of flags are read again every " + pollInterval.toMillis() + " ms",
                    refusal);
        }
    }

    /** Tells whether there are servers that do not tell everything. */
    boolean areIncomplete() {
        return !refusals.isEmpty();
    }

    /** Asks servers that do not tell everything again, the next time. */
    void forgetRefusals() {
        refusals.keySet().forEach(this::forgetRefusal);
    }

    private void forgetRefusal(String address) {
        refusals.remove(address);
        ServerWatch watch = watches.get(address);
        if (watch != null) {
            forget(address, watch);
        }
    }

    @Override
    public void close() {
        closed = true;
        watches.values().forEach(ServerWatch::close);
    }
}
