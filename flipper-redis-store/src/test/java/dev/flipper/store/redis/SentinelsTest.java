package dev.flipper.store.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.flipper.store.testing.FreePorts;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import redis.clients.jedis.Connection;
import redis.clients.jedis.ConnectionPool;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.DefaultJedisSocketFactory;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.exceptions.JedisAccessControlException;
import redis.clients.jedis.exceptions.JedisConnectionException;

/** Against real sentinels. */
class SentinelsTest {

    private static final DefaultJedisClientConfig CONFIG =
            DefaultJedisClientConfig.builder().build();

    private static Sentinels sentinels(String master, HostAndPort... addresses) {
        return new Sentinels(master, List.of(addresses), CONFIG);
    }

    private static RedisProcess sentinel(RedisVersion version, RedisProcess master) {
        return RedisProcess.startSentinel(version, List.of("sentinel monitor flags 127.0.0.1 " + master.port() + " 1"));
    }

    @ParameterizedTest
    @EnumSource
    void theFirstThatKnowsTheMasterSaysWhereItIs(RedisVersion version) {
        HostAndPort nobody = new HostAndPort("127.0.0.1", FreePorts.next());
        try (RedisProcess master = RedisProcess.start(version);
                RedisProcess sentinel = sentinel(version, master);
                RedisProcess ignorant = RedisProcess.startSentinel(version, List.of())) {
            Sentinels sentinels = sentinels("flags", nobody, ignorant.address(), sentinel.address());
            assertThat(sentinels.master()).isEqualTo(master.address());

            // It goes first now, so that the others hold nobody up. To count is a connection too.
            int before = connectionsTo(ignorant);
            assertThat(sentinels.master()).isEqualTo(master.address());
            assertThat(connectionsTo(ignorant)).isEqualTo(before + 1);
        }
    }

    private static int connectionsTo(RedisProcess server) {
        return server.cli("INFO", "stats")
                .lines()
                .filter(line -> line.startsWith("total_connections_received:"))
                .mapToInt(line -> Integer.parseInt(line.substring(line.indexOf(':') + 1)))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void ifNoneKnowsTheMasterAllOfThemAreNamed() {
        HostAndPort one = new HostAndPort("127.0.0.1", FreePorts.next());
        HostAndPort two = new HostAndPort("127.0.0.1", FreePorts.next());
        JedisConnectionException failure =
                catchThrowableOfType(JedisConnectionException.class, () -> sentinels("flags", one, two)
                        .master());
        assertThat(failure)
                .hasMessage("No sentinel says where the master 'flags' of the sentinels " + one + ", " + two
                        + " is: Failed to connect to " + one + ".; Failed to connect to " + two + ".")
                .hasCauseInstanceOf(JedisConnectionException.class);
        assertThat(failure.getSuppressed()).hasSize(1);
    }

    @Test
    void aMasterThatTheSentinelsDoNotKnowIsNamed() {
        try (RedisProcess ignorant = RedisProcess.startSentinel(RedisVersion.EMBEDDED, List.of())) {
            assertThatExceptionOfType(JedisConnectionException.class)
                    .isThrownBy(() -> sentinels("flags", ignorant.address()).master())
                    .withMessage("No sentinel says where the master 'flags' of the sentinels " + ignorant
                            + " is: they do not know one of this name; it is for redis.sentinel-master to say")
                    .withNoCause();
        }
    }

    @Test
    void aSentinelThatWantsAPasswordSaysSo() {
        try (RedisProcess secret = RedisProcess.startSentinel(RedisVersion.EMBEDDED, List.of("requirepass hay"))) {
            assertThatExceptionOfType(JedisConnectionException.class)
                    .isThrownBy(() -> sentinels("flags", secret.address()).master())
                    .withMessageContaining("NOAUTH")
                    .withCauseInstanceOf(JedisAccessControlException.class);
        }
    }

    @Test
    void whenNoneAnswersAnyMoreTheLastKnownMasterGoesOn() {
        try (RedisProcess master = RedisProcess.start(RedisVersion.EMBEDDED);
                RedisProcess sentinel = sentinel(RedisVersion.EMBEDDED, master)) {
            Sentinels sentinels = sentinels("flags", sentinel.address());
            sentinels.master();
            sentinel.kill();
            assertThat(sentinels.master()).isEqualTo(master.address());
            assertThat(sentinels.master()).isEqualTo(master.address());
        }
    }

    private static ConnectionPool pool(RedisProcess server, DefaultJedisClientConfig config) {
        return new ConnectionPool(
                new MasterConnections(new DefaultJedisSocketFactory(server.address(), config), config));
    }

    @ParameterizedTest
    @EnumSource
    void onlyAMasterIsConnectedTo(RedisVersion version) {
        try (RedisProcess master = RedisProcess.start(version);
                RedisProcess replica = RedisProcess.start(version, "--replicaof", "127.0.0.1", "" + master.port());
                ConnectionPool toMaster = pool(master, CONFIG);
                ConnectionPool toReplica = pool(replica, CONFIG)) {
            try (Connection connection = toMaster.getResource()) {
                assertThat(connection.ping()).isTrue();
            }
            assertThatExceptionOfType(JedisConnectionException.class)
                    .isThrownBy(toReplica::getResource)
                    .withMessage("The server that the sentinels take for the master is a replica:"
                            + " they have not agreed yet");
            await("the connection is closed")
                    .until(() -> !replica.cli("CLIENT", "LIST").contains("cmd=role"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void whoMayNotAskForTheRoleConnectsAllTheSame(RedisVersion version) {
        try (RedisProcess master = RedisProcess.start(version)) {
            master.cli("ACL", "SETUSER", "flipper", "on", ">pw", "+ping");
            DefaultJedisClientConfig config = DefaultJedisClientConfig.builder()
                    .user("flipper")
                    .password("pw")
                    .build();
            try (ConnectionPool pool = pool(master, config);
                    Connection connection = pool.getResource()) {
                assertThat(connection.ping()).isTrue();
            }
        }
    }
}
