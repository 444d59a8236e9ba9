package dev.flipper.store.redis;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the fixtures of several servers promise. */
class RedisProcessesTest {

    @ParameterizedTest
    @EnumSource
    void aClusterFailsOver(RedisVersion version) {
        try (RedisClusterProcesses cluster = RedisClusterProcesses.start(version, 1)) {
            RedisProcess master = cluster.masters().get(1);
            RedisProcess replica = cluster.replicaOf(master);
            cluster.failover(replica);
            assertThat(master.cli("ROLE")).startsWith("slave");

            replica.kill();
            cluster.awaitMaster(master);

            assertThat(master.cli("ROLE")).startsWith("master");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aSlotIsGivenToANewMaster(RedisVersion version) {
        try (RedisClusterProcesses cluster = RedisClusterProcesses.start(version, 0)) {
            RedisProcess old = cluster.firstOwner(12182);
            old.cli("SET", "foo", "bar");
            RedisProcess added = cluster.addMaster();

            cluster.migrate(12182, old, added);

            assertThat(added.cli("GET", "foo")).isEqualTo("bar");
            assertThat(old.cli("DBSIZE")).isEqualTo("0");
        }
    }

    @ParameterizedTest
    @EnumSource
    void sentinelsMakeTheReplicaTheMaster(RedisVersion version) {
        try (SentinelProcesses processes = SentinelProcesses.start(version, 3)) {
            processes.master().kill();

            processes.awaitMaster(processes.replica());

            assertThat(processes.replica().cli("SET", "key", "value")).isEqualTo("OK");
        }
    }
}
