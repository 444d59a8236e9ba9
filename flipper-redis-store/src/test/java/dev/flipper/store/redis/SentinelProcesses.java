package dev.flipper.store.redis;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.exceptions.JedisConnectionException;

/** A master and a replica of a test, and sentinels that watch them and notice within half a second. */
final class SentinelProcesses implements AutoCloseable {

    /** What the sentinels call the master. */
    static final String MASTER_NAME = "flags";

    private final List<RedisProcess> sentinels = new ArrayList<>();
    private final RedisProcess master;
    private final RedisProcess replica;

    private SentinelProcesses(RedisProcess master, RedisProcess replica) {
        this.master = master;
        this.replica = replica;
    }

    /** Starts all, and waits until the sentinels know of the replica and of each other. */
    static SentinelProcesses start(RedisVersion version, int sentinels) {
        RedisProcess master = RedisProcess.start(version);
        RedisProcess replica = RedisProcess.start(version, "--replicaof", "127.0.0.1", "" + master.port());
        SentinelProcesses processes = new SentinelProcesses(master, replica);
        try {
            processes.build(version, sentinels);
            return processes;
        } catch (RuntimeException | AssertionError e) {
            processes.close();
            throw e;
        }
    }

    private void build(RedisVersion version, int count) {
        awaiting("replica").until(() -> replica.cli("INFO", "replication").contains("master_link_status:up"));
        for (int i = 0; i < count; i++) {
            sentinels.add(RedisProcess.startSentinel(version, configuration(master.port(), count / 2 + 1)));
        }
        awaiting("sentinels").until(() -> sentinels.stream()
                .map(sentinel -> sentinel.cli("INFO", "sentinel"))
                .allMatch(info -> info.contains("status=ok") && info.contains("slaves=1,sentinels=" + count)));
    }

    private static List<String> configuration(int port, int quorum) {
        return List.of(
                "sentinel monitor " + MASTER_NAME + " 127.0.0.1 " + port + " " + quorum,
                "sentinel down-after-milliseconds " + MASTER_NAME + " 500",
                "sentinel failover-timeout " + MASTER_NAME + " 2000");
    }

    /** Gives the server that was the master at first. */
    RedisProcess master() {
        return master;
    }

    /** Gives the server that was the replica at first. */
    RedisProcess replica() {
        return replica;
    }

    List<RedisProcess> sentinels() {
        return List.copyOf(sentinels);
    }

    Set<HostAndPort> sentinelAddresses() {
        return sentinels.stream().map(RedisProcess::address).collect(Collectors.toUnmodifiableSet());
    }

    /** Waits until a server is the master, and all sentinels say so. One that changes sides cuts its connections. */
    void awaitMaster(RedisProcess server) {
        awaiting("master")
                .ignoreExceptionsInstanceOf(JedisConnectionException.class)
                .until(() -> server.cli("INFO", "replication").contains("role:master")
                        && sentinels.stream().filter(RedisProcess::isActive).allMatch(sentinel -> sentinel.cli(
                                        "SENTINEL", "GET-MASTER-ADDR-BY-NAME", MASTER_NAME)
                                .endsWith("\n" + server.port())));
    }

    private static ConditionFactory awaiting(String what) {
        return Awaitility.await(what)
                .atMost(Duration.ofSeconds(30))
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(20));
    }

    @Override
    public void close() {
        sentinels.forEach(RedisProcess::close);
        replica.close();
        master.close();
    }
}
