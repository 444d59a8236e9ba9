package dev.flipper.store.redis;

import static dev.flipper.store.redis.ClusterAccess.keyOf;
import static dev.flipper.store.redis.ClusterAccess.slot;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import redis.clients.jedis.ConnectionPool;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.RedisClusterClient;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.providers.ClusterConnectionProvider;

/** A cluster that works, and whose slots are moved. Each test moves the slots of its own keys. */
@ParameterizedClass
@EnumSource(RedisVersion.class)
class ClusterServersTest {

    private static RedisClusterProcesses cluster;

    @Parameter
    RedisVersion version;

    private ClusterAccess access;

    @BeforeParameterizedClassInvocation
    static void start(RedisVersion version) {
        cluster = RedisClusterProcesses.start(version, 0);
    }

    @AfterParameterizedClassInvocation
    static void stop() {
        cluster.close();
    }

    @BeforeEach
    void open() {
        cluster.flushAll();
        access = new ClusterAccess(cluster, Duration.ofSeconds(5));
    }

    @AfterEach
    void close() {
        access.close();
    }

    private static List<String> addresses() {
        return cluster.masters().stream().map(RedisProcess::toString).sorted().toList();
    }

    private static RedisProcess another(String address) {
        return cluster.masters().stream()
                .filter(master -> !master.toString().equals(address))
                .findFirst()
                .orElseThrow();
    }

    private static RedisProcess server(String address) {
        return cluster.masters().stream()
                .filter(master -> master.toString().equals(address))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void eachKeyIsOnTheServerThatHasItsSlot() {
        for (RedisProcess master : cluster.masters()) {
            String key = keyOf(cluster, master, "each");
            assertThat(access.increment(key)).isOne();
            assertThat(access.get(key)).isEqualTo("1");
            assertThat(master.cli("GET", key)).isEqualTo("1");
        }
    }

    @Test
    void allMastersAreFoundAndVisitedOnce() {
        assertThat(access.masters()).isEqualTo(addresses());
        assertThat(access.visited(() -> {})).containsExactlyInAnyOrderElementsOf(addresses());
    }

    @Test
    void theFirstAddressesAreAskedAgainWhenNobodyElseIsLeft() {
        try (ForgetfulProvider provider = new ForgetfulProvider(cluster);
                ClusterServers servers =
                        new ClusterServers(() -> provider, List::of, Duration.ofSeconds(5), () -> {})) {
            assertThat(servers.all()).hasSize(3);
        }
    }

    @Test
    void messagesNameItsNodes() {
        String all = String.join(", ", addresses());
        try (RedisClusterClient client = RedisClusterClient.create(cluster.addresses())) {
            assertThat(JedisServers.of(client, Duration.ofSeconds(5)).where()).isEqualTo("the cluster " + all);
        }
    }

    @Test
    void messagesNameSomeOfManyNodes() {
        List<String> many = List.of("f", "e", "d", "c", "b", "a");
        try (ClusterServers servers =
                new ClusterServers(() -> access.provider, () -> many, Duration.ofSeconds(5), () -> {})) {
            assertThat(servers.where()).isEqualTo("the cluster a, b, c, d, e, …");
        }
    }

    /** Knows no nodes, as if all had got new addresses, until it asks those that it was given. */
    private static final class ForgetfulProvider extends ClusterConnectionProvider {

        private boolean asked;

        ForgetfulProvider(RedisClusterProcesses cluster) {
            super(cluster.addresses(), DefaultJedisClientConfig.builder().build());
        }

        @Override
        public Map<String, ConnectionPool> getNodes() {
            return asked ? super.getNodes() : Map.of();
        }

        @Override
        public void renewSlotCache() {
            asked = true;
            super.renewSlotCache();
        }
    }

    @Test
    void aServerIsConnectedToOutsideOfThePool() {
        RedisServer server = access.servers.all().get(0);
        try (var connection = server.connect()) {
            assertThat(connection.ping()).isTrue();
        }
    }

    @Test
    void onlyReadsAreDoneAgainWhenAConnectionTurnsOutToBeDead() {
        RedisProcess master = cluster.masters().get(0);
        String key = keyOf(cluster, master, "dead");
        access.increment(key);
        access.attempts.set(0);

        master.cli("CLIENT", "KILL", "TYPE", "normal");
        assertThatThrownBy(() -> access.increment(key)).isInstanceOf(JedisConnectionException.class);
        assertThat(access.attempts).hasValue(1);

        assertThat(access.get(key)).isEqualTo("1");
        access.attempts.set(0);
        master.cli("CLIENT", "KILL", "TYPE", "normal");
        assertThat(access.get(key)).isEqualTo("1");
        assertThat(access.attempts).hasValue(2);
    }

    @Test
    void aKeyIsFollowedToItsNewServer() {
        RedisProcess old = cluster.masters().get(0);
        RedisProcess successor = cluster.masters().get(1);
        String key = keyOf(cluster, old, "followed");
        access.increment(key);
        cluster.migrate(slot(key), old, successor);

        assertThat(access.increment(key)).isEqualTo(2);

        assertThat(access.get(key)).isEqualTo("2");
        assertThat(access.provider.getNode(slot(key))).isEqualTo(successor.address());
    }

    @Test
    void aReadFollowsAKeyToItsNewServer() {
        RedisProcess old = cluster.masters().get(1);
        RedisProcess successor = cluster.masters().get(2);
        String key = keyOf(cluster, old, "read");
        access.increment(key);
        cluster.migrate(slot(key), old, successor);

        assertThat(access.get(key)).isEqualTo("1");

        assertThat(access.provider.getNode(slot(key))).isEqualTo(successor.address());
    }

    @Test
    void aKeyIsFollowedWhileItsSlotIsOnTheWay() {
        RedisProcess old = cluster.masters().get(2);
        RedisProcess successor = cluster.masters().get(0);
        String key = keyOf(cluster, old, "way");
        access.increment(key);
        cluster.beginMigration(slot(key), old, successor);
        assertThat(access.increment(key)).isEqualTo(2);
        cluster.moveKeys(slot(key), old, successor);
        access.attempts.set(0);

        assertThat(access.increment(key)).isEqualTo(3);
        assertThat(access.get(key)).isEqualTo("3");

        // The slot still belongs to the old server, which is asked first each time.
        assertThat(access.attempts).hasValue(4);
        assertThat(access.provider.getNode(slot(key))).isEqualTo(old.address());
        cluster.endMigration(slot(key), old, successor);
    }

    @Test
    void aVisitFindsAKeyThatMovesToAServerThatWasVisitedAlready() {
        String[] moved = new String[1];
        cluster.masters().forEach(master -> access.increment(keyOf(cluster, master, "visit")));

        assertThat(access.found(first -> {
                    RedisProcess other = another(first);
                    moved[0] = keyOf(cluster, other, "visit");
                    cluster.migrate(slot(moved[0]), other, server(first));
                }))
                .contains(moved[0])
                .hasSize(3);
    }

    @Test
    void aVisitFindsAKeyThatMovesWithoutItsSlot() {
        RedisProcess last = server(access.servers.all().get(2).address());
        String key = keyOf(cluster, last, "without");
        access.increment(key);
        RedisProcess first = server(access.servers.all().get(0).address());
        cluster.beginMigration(slot(key), last, first);

        assertThat(access.found(address -> cluster.moveKeys(slot(key), last, first)))
                .containsExactly(key);

        cluster.endMigration(slot(key), last, first);
    }

    @Test
    void aVisitSeesThatASlotHasGoneAndComeBack() {
        RedisProcess one = cluster.masters().get(0);
        RedisProcess other = cluster.masters().get(1);
        int slot = slot(keyOf(cluster, one, "back"));

        assertThat(access.visited(() -> {
                    cluster.migrate(slot, one, other);
                    cluster.migrate(slot, other, one);
                }))
                .hasSize(6);
    }
}
