package dev.flipper.store.redis;

import static dev.flipper.store.redis.ClusterAccess.keyOf;
import static dev.flipper.store.redis.ClusterAccess.slot;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisException;

/**
 * A cluster whose servers come and go. Each test has its own, which is started during the one before: a master waits
 * for two seconds after its start until it takes part.
 */
@ParameterizedClass
@EnumSource(RedisVersion.class)
@Timeout(60)
class ClusterChangesTest {

    private static CompletableFuture<RedisClusterProcesses> next;

    @Parameter
    private RedisVersion version;

    private RedisClusterProcesses cluster;
    private ClusterAccess access;

    @BeforeParameterizedClassInvocation
    static void startFirst(RedisVersion version) {
        version.program(); // or these tests are skipped
        startNext(version);
    }

    private static void startNext(RedisVersion version) {
        next = CompletableFuture.supplyAsync(
                () -> RedisClusterProcesses.start(version, 1), task -> new Thread(task, "next-cluster").start());
    }

    @AfterParameterizedClassInvocation
    static void stopLast() {
        next.join().close();
    }

    @BeforeEach
    void open() {
        CompletableFuture<RedisClusterProcesses> mine = next;
        startNext(version);
        cluster = mine.join();
        access = new ClusterAccess(cluster, Duration.ofMillis(500));
    }

    @AfterEach
    void close() {
        access.close();
        cluster.close();
    }

    @Test
    void aReplicaTakesItsMastersPlace() {
        RedisProcess master = cluster.masters().get(0);
        RedisProcess replica = cluster.replicaOf(master);
        String key = keyOf(cluster, master, "key");
        access.increment(key);
        cluster.failover(replica);

        assertThat(access.masters()).contains(replica.toString()).doesNotContain(master.toString());
        assertThat(access.increment(key)).isEqualTo(2);
        assertThat(access.visited(() -> {})).hasSize(3).contains(replica.toString());

        master.kill();
        assertThat(access.get(key)).isEqualTo("2");
        assertThat(access.masters()).hasSize(3);
    }

    @Test
    void aKilledMasterIsFoundToHaveASuccessor() {
        RedisProcess master = cluster.masters().get(1);
        String key = keyOf(cluster, master, "key");
        access.increment(key);
        awaitCopy(master);
        master.kill();
        access.attempts.set(0);

        assertThatThrownBy(() -> access.increment(key)).isInstanceOf(JedisConnectionException.class);
        assertThat(access.attempts.get()).isLessThanOrEqualTo(1);
        cluster.awaitMaster(cluster.replicaOf(master));

        assertThat(access.get(key)).isEqualTo("1");
        assertThat(access.increment(key)).isEqualTo(2);
        assertThat(access.masters()).doesNotContain(master.toString());
    }

    @Test
    void aFrozenMasterIsNotWaitedForTwice() {
        RedisProcess master = cluster.masters().get(2);
        String key = keyOf(cluster, master, "key");
        access.increment(key);
        awaitCopy(master);
        master.freeze();
        access.attempts.set(0);

        assertThatThrownBy(() -> access.get(key))
                .isInstanceOf(JedisConnectionException.class)
                .hasMessageContaining("timed out");
        assertThat(access.attempts).hasValue(1);
        assertThatThrownBy(() -> access.increment(key)).isInstanceOf(JedisConnectionException.class);
        // The second one may not even have got a connection.
        assertThat(access.attempts).hasValueLessThanOrEqualTo(2);
        cluster.awaitMaster(cluster.replicaOf(master));

        assertThat(access.masters()).contains(cluster.replicaOf(master).toString());
        assertThat(access.get(key)).isEqualTo("1");
    }

    private void awaitCopy(RedisProcess master) {
        Awaitility.await()
                .pollInterval(Duration.ofMillis(10))
                .until(() -> cluster.replicaOf(master).cli("DBSIZE").equals("1"));
    }

    @Test
    void aNewMasterIsAskedForWhatMovesThere() {
        RedisProcess old = cluster.masters().get(0);
        String key = keyOf(cluster, old, "key");
        access.increment(key);
        RedisProcess added = cluster.addMaster();
        assertThat(access.masters()).doesNotContain(added.toString());

        cluster.beginMigration(slot(key), old, added);
        cluster.moveKeys(slot(key), old, added);
        assertThat(access.increment(key)).isEqualTo(2);
        assertThat(access.get(key)).isEqualTo("2");
        // It has no slots yet, but a key.
        assertThat(access.masters()).doesNotContain(added.toString());
        assertThat(access.found(first -> {})).containsExactly(key);
        cluster.endMigration(slot(key), old, added);

        assertThat(access.masters()).hasSize(4).contains(added.toString());
        assertThat(access.found(first -> {})).containsExactly(key);
    }

    @Test
    void withAllServersDownEverythingFails() {
        access.increment("key");
        cluster.nodes().forEach(RedisProcess::kill);

        assertEverythingFails();
    }

    @Test
    void withAllServersFrozenEverythingFails() {
        access.increment("key");
        cluster.nodes().forEach(RedisProcess::freeze);

        assertEverythingFails();
    }

    private void assertEverythingFails() {
        assertThatThrownBy(() -> access.get("key")).isInstanceOf(JedisConnectionException.class);
        assertThatThrownBy(() -> access.increment("key")).isInstanceOf(JedisConnectionException.class);
        assertThatThrownBy(access::masters).isInstanceOf(JedisException.class);
        assertThatThrownBy(() -> access.visited(() -> {})).isInstanceOf(JedisException.class);
    }
}
