package dev.flipper.store.redis;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Connection;
import redis.clients.jedis.ConnectionPool;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.exceptions.JedisClusterOperationException;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.providers.ClusterConnectionProvider;
import redis.clients.jedis.util.Pool;

/**
 * The nodes of a cluster, as Jedis knows them. Its list of masters is not asked for, as it is only made once, nor its
 * connections, which may be waited for without end. Thread-safe.
 */
final class ClusterNodes {

    /** Each costs the time that is waited for an answer. */
    private static final int MOST_TIMEOUTS = 2;

    private static final long NANOS_BETWEEN_STARTS = Duration.ofSeconds(10).toNanos();

    private final Supplier<ClusterConnectionProvider> provider;
    private final Duration longestWait;
    private final AtomicLong lastStart = new AtomicLong(System.nanoTime() - NANOS_BETWEEN_STARTS);
    private volatile @Nullable String answeredLast;

    ClusterNodes(Supplier<ClusterConnectionProvider> provider, Duration longestWait) {
        this.provider = provider;
        this.longestWait = longestWait;
    }

    /** Gives the master that has a slot, as far as is known. */
    RedisServer owner(int slot) {
        HostAndPort owner = provider.get().getNode(slot);
        if (owner == null) {
            throw new JedisClusterOperationException("No server of the cluster is known to have slot " + slot);
        }
        return at(owner);
    }

    RedisServer at(HostAndPort node) {
        return at(node.toString());
    }

    private RedisServer at(String address) {
        return new PooledServer(address, () -> pool(address), longestWait);
    }

    private Pool<Connection> pool(String address) {
        ClusterConnectionProvider cluster = provider.get();
        ConnectionPool known = cluster.getNodes().get(address);
        if (known == null) {
            // A new one, or one without slots, which Jedis forgets each time it learns who has which. This makes a
            // pool.
            cluster.getConnection(HostAndPort.from(address)).close();
            known = cluster.getNodes().get(address);
        }
        if (known == null) {
            throw new JedisClusterOperationException("The server " + address + " has just left the cluster");
        }
        return known;
    }

    /** Learns anew who has which slots, from a server that knows. */
    void renewBy(RedisServer server) {
        server.read(this::renewOver);
    }

    /** Learns anew who has which slots, because a server has failed: from any other one, if there is one. */
    void renew(RedisServer failed) {
        try {
            askAny(failed.address(), this::renewOver);
        } catch (JedisException e) {
            // What has failed in the first place is told.
        }
    }

    private boolean renewOver(Connection connection) {
        // Jedis would ask one after the other if this one didn't answer.
        boolean there = connection.ping();
        provider.get().renewSlotCache(connection);
        return there;
    }

    /** Asks any node that can be reached for the masters that have slots. */
    List<HostAndPort> masters() {
        return askAny("", connection -> {
            Map<Integer, HostAndPort> owners = ClusterLayout.owners(connection);
            if (!owners.equals(knownOwners(owners.keySet()))) {
                provider.get().renewSlotCache(connection);
            }
            return owners.values().stream().distinct().toList();
        });
    }

    private Map<Integer, HostAndPort> knownOwners(Set<Integer> slots) {
        Map<Integer, HostAndPort> known = new HashMap<>();
        slots.forEach(slot -> known.put(slot, provider.get().getNode(slot)));
        return known;
    }

    private <T> T askAny(String except, Function<Connection, T> question) {
        try {
            return askKnown(except, question);
        } catch (JedisException e) {
            // One that is there and silent will not be found elsewhere either.
            if (hasTakenTime(e) || !mayStartAgain()) {
                throw e;
            }
            // All of them may have moved. Jedis asks those that it was given at first, however long it takes.
            provider.get().renewSlotCache();
            return askKnown(except, question);
        }
    }

    private boolean mayStartAgain() {
        long now = System.nanoTime();
        long last = lastStart.get();
        return now - last >= NANOS_BETWEEN_STARTS && lastStart.compareAndSet(last, now);
    }

    private <T> T askKnown(String except, Function<Connection, T> question) {
        List<JedisException> failures = new ArrayList<>();
        for (String address : candidates(except)) {
            try {
                T answer = at(address).read(question);
                answeredLast = address;
                return answer;
            } catch (JedisException e) {
                failures.add(e);
            }
            if (failures.stream().filter(ClusterNodes::hasTakenTime).count() == MOST_TIMEOUTS) {
                break;
            }
        }
        throw unreachable(failures);
    }

    private static JedisException unreachable(List<JedisException> failures) {
        String why = failures.isEmpty() ? "none is known" : failures.get(0).getMessage();
        JedisException unreachable = new JedisClusterOperationException("No server of the cluster answers: " + why);
        failures.forEach(unreachable::addSuppressed);
        return unreachable;
    }

    /** Tells whether a server is there and has not answered, or could not be connected to in time. */
    private static boolean hasTakenTime(JedisException failure) {
        return PooledServer.hasTimedOut(failure)
                || Stream.of(failure.getSuppressed()).anyMatch(PooledServer::hasTimedOut);
    }

    private List<String> candidates(String except) {
        List<String> addresses = new ArrayList<>(provider.get().getNodes().keySet());
        Collections.shuffle(addresses);
        addresses.remove(except);
        String first = answeredLast;
        if (first != null && addresses.remove(first)) {
            addresses.add(0, first);
        }
        return addresses;
    }
}
