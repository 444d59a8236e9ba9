package dev.flipper.store.redis;

import static redis.clients.jedis.Protocol.Command.CLUSTER;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Connection;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.exceptions.JedisClusterOperationException;
import redis.clients.jedis.util.SafeEncoder;

/** Which slots each master of a cluster has, by its own account. Immutable. */
final class ClusterLayout {

    private final List<ClusterAccount> accounts;

    private ClusterLayout(List<ClusterAccount> accounts) {
        this.accounts = accounts;
    }

    /** Asks any node whose the slots are: gives the master of each range of slots, by its first one. */
    static Map<Integer, HostAndPort> owners(Connection connection) {
        Map<Integer, HostAndPort> owners = new TreeMap<>();
        int slots = 0;
        for (Object range : (List<?>) connection.executeCommand(new CommandArguments(CLUSTER).add("SLOTS"))) {
            List<?> parts = (List<?>) range;
            int first = number(parts.get(0));
            slots += 1 + number(parts.get(1)) - first;
            List<?> master = (List<?>) parts.get(2);
            owners.put(first, new HostAndPort(SafeEncoder.encode((byte[]) master.get(0)), number(master.get(1))));
        }
        checkIsWhole(slots);
        return owners;
    }

    private static int number(Object reply) {
        return Math.toIntExact((Long) reply);
    }

    /** Asks each of the masters. */
    static ClusterLayout of(List<RedisServer> masters) {
        return new ClusterLayout(masters.stream().map(ClusterAccount::of).toList());
    }

    /** Gives the masters, and those that slots are on their way to. */
    Collection<HostAndPort> servers() {
        return accounts.stream()
                .flatMap(account -> Stream.concat(Stream.of(account.master()), account.receivers().stream()))
                .distinct()
                .toList();
    }

    /** Tells whether no slot is on its way. */
    boolean isSettled() {
        return accounts.stream().noneMatch(ClusterAccount::isMoving);
    }

    /** Tells whether nothing was moved between this one and another one, if both are settled. */
    boolean isSameAs(ClusterLayout other) {
        return texts().equals(other.texts());
    }

    private List<String> texts() {
        return accounts.stream().map(ClusterAccount::toString).toList();
    }

    /**
     * Makes sure that every slot is on one of the masters.
     *
     * @throws JedisClusterOperationException if not: they were not all of them
     */
    void checkIsWhole() {
        checkIsWhole(accounts.stream().mapToInt(ClusterAccount::slots).sum());
    }

    private static void checkIsWhole(int slots) {
        if (slots < Protocol.CLUSTER_HASHSLOTS) {
            throw new JedisClusterOperationException("The masters of the cluster that can be found have " + slots
                    + " slots of " + Protocol.CLUSTER_HASHSLOTS + ": it is incomplete, or being rearranged");
        }
    }
}
