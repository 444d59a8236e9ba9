package dev.flipper.store.redis;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import redis.clients.jedis.HostAndPort;

/** A cluster of a test: three masters with a third of the slots each, and perhaps replicas. */
final class RedisClusterProcesses implements AutoCloseable {

    private static final int MASTERS = 3;
    private static final int SLOTS = 16_384;

    private final RedisVersion version;
    private final List<RedisProcess> nodes = new ArrayList<>();

    private RedisClusterProcesses(RedisVersion version) {
        this.version = version;
    }

    /** Starts a cluster and waits until it serves all slots. */
    static RedisClusterProcesses start(RedisVersion version, int replicasOfEach) {
        RedisClusterProcesses cluster = new RedisClusterProcesses(version);
        try {
            cluster.build(replicasOfEach);
            return cluster;
        } catch (RuntimeException | AssertionError e) {
            cluster.close();
            throw e;
        }
    }

    private void build(int replicasOfEach) {
        for (int i = 0; i < MASTERS * (1 + replicasOfEach); i++) {
            startNode().cli("CLUSTER", "SET-CONFIG-EPOCH", "" + (i + 1));
        }
        for (int i = 0; i < MASTERS; i++) {
            addSlots(nodes.get(i), SLOTS * i / MASTERS, SLOTS * (i + 1) / MASTERS);
        }
        nodes.forEach(this::introduce);
        awaitSettled();
        for (RedisProcess replica : nodes.subList(MASTERS, nodes.size())) {
            replicate(replica, nodes.get(nodes.indexOf(replica) % MASTERS));
        }
        awaitReplicas();
    }

    private RedisProcess startNode() {
        RedisProcess node = RedisProcess.start(
                version,
                "--cluster-enabled",
                "yes",
                "--cluster-node-timeout",
                "1000",
                "--cluster-slave-validity-factor",
                "0");
        nodes.add(node);
        return node;
    }

    private static void addSlots(RedisProcess node, int from, int to) {
        node.cli(Stream.concat(
                        Stream.of("CLUSTER", "ADDSLOTS"),
                        IntStream.range(from, to).mapToObj(Integer::toString))
                .toArray(String[]::new));
    }

    private void introduce(RedisProcess node) {
        for (RedisProcess other : nodes) {
            if (other != node) {
                node.cli("CLUSTER", "MEET", "127.0.0.1", "" + other.port());
            }
        }
    }

    private static void replicate(RedisProcess replica, RedisProcess master) {
        replica.cli("CLUSTER", "REPLICATE", id(master));
    }

    private void awaitSettled() {
        awaiting("cluster").until(() -> nodes.stream()
                .map(node -> node.cli("CLUSTER", "INFO"))
                .allMatch(info -> info.contains("cluster_state:ok")
                        && info.contains("cluster_known_nodes:" + nodes.size() + "\r")));
    }

    private void awaitReplicas() {
        List<RedisProcess> replicas = nodes.subList(MASTERS, nodes.size());
        awaiting("replicas").until(() -> replicas.stream()
                .allMatch(replica -> replica.cli("INFO", "replication").contains("master_link_status:up")));
        awaiting("replicas known").until(() -> nodes.stream()
                .allMatch(node -> node.cli("CLUSTER", "NODES")
                                .lines()
                                .filter(line -> line.contains("slave"))
                                .count()
                        == replicas.size()));
    }

    /** Adds a master without slots, and waits until all know it. */
    RedisProcess addMaster() {
        RedisProcess node = startNode();
        introduce(node);
        awaitSettled();
        return node;
    }

    /** Gives all servers that were started, the masters of the start first. */
    List<RedisProcess> nodes() {
        return List.copyOf(nodes);
    }

    Set<HostAndPort> addresses() {
        return nodes.stream().map(RedisProcess::address).collect(Collectors.toUnmodifiableSet());
    }

    /** Gives the masters that the cluster was started with. */
    List<RedisProcess> masters() {
        return List.copyOf(nodes.subList(0, MASTERS));
    }

    /** Gives the first replica of a master that the cluster was started with. */
    RedisProcess replicaOf(RedisProcess master) {
        return nodes.get(nodes.indexOf(master) + MASTERS);
    }

    /** Gives the master of the start whose third a slot is in. */
    RedisProcess firstOwner(int slot) {
        return nodes.get(IntStream.range(0, MASTERS)
                .filter(i -> slot < SLOTS * (i + 1) / MASTERS)
                .findFirst()
                .orElseThrow());
    }

    /** Lets a replica take its master's place, without a gap, and waits until all living nodes know. */
    void failover(RedisProcess replica) {
        replica.cli("CLUSTER", "FAILOVER");
        awaitMaster(replica);
    }

    /** Waits until a replica has taken the place of its master, and all living nodes know and serve all slots. */
    void awaitMaster(RedisProcess replica) {
        String id = id(replica);
        awaiting("failover").until(() -> nodes.stream()
                .filter(RedisProcess::isActive)
                .allMatch(node -> node.cli("CLUSTER", "INFO").contains("cluster_state:ok")
                        && node.cli("CLUSTER", "NODES").lines().anyMatch(line -> isMasterWithSlots(line, id))));
    }

    private static boolean isMasterWithSlots(String line, String id) {
        return line.matches(id + " \\S+ \\S*master\\S* .*connected \\d.*");
    }

    /** Gives a slot with its keys from one master to another. */
    void migrate(int slot, RedisProcess from, RedisProcess to) {
        beginMigration(slot, from, to);
        moveKeys(slot, from, to);
        endMigration(slot, from, to);
    }

    /** From here on the old master sends those who ask for a key that it does not have to the new one. */
    void beginMigration(int slot, RedisProcess from, RedisProcess to) {
        to.cli("CLUSTER", "SETSLOT", "" + slot, "IMPORTING", id(from));
        from.cli("CLUSTER", "SETSLOT", "" + slot, "MIGRATING", id(to));
    }

    /** Moves all keys of a slot. */
    void moveKeys(int slot, RedisProcess from, RedisProcess to) {
        from.cli("CLUSTER", "GETKEYSINSLOT", "" + slot, "10000")
                .lines()
                .forEach(key -> from.cli("MIGRATE", "127.0.0.1", "" + to.port(), key, "0", "5000"));
    }

    /** Makes the new master the owner, for all masters. */
    void endMigration(int slot, RedisProcess from, RedisProcess to) {
        String owner = id(to);
        to.cli("CLUSTER", "SETSLOT", "" + slot, "NODE", owner);
        from.cli("CLUSTER", "SETSLOT", "" + slot, "NODE", owner);
        for (RedisProcess node : nodes) {
            if (node != to && node != from && node.isActive() && !isReplica(node)) {
                node.cli("CLUSTER", "SETSLOT", "" + slot, "NODE", owner);
            }
        }
    }

    private static boolean isReplica(RedisProcess node) {
        return node.cli("INFO", "replication").contains("role:slave");
    }

    /** Removes all keys of all masters. */
    void flushAll() {
        nodes.stream()
                .filter(RedisProcess::isActive)
                .filter(node -> !isReplica(node))
                .forEach(node -> node.cli("FLUSHALL"));
    }

    private static String id(RedisProcess node) {
        return node.cli("CLUSTER", "MYID");
    }

    private static ConditionFactory awaiting(String what) {
        return Awaitility.await(what)
                .atMost(Duration.ofSeconds(30))
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(20));
    }

    @Override
    public void close() {
        nodes.forEach(RedisProcess::close);
    }
}
