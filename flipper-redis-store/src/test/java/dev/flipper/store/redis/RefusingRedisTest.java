package dev.flipper.store.redis;

import static dev.flipper.store.testing.StoreNode.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static redis.clients.jedis.Protocol.Command.CLIENT;

import dev.flipper.Reason;
import dev.flipper.StoreException;
import dev.flipper.event.FlagChange;
import dev.flipper.store.testing.Local;
import dev.flipper.store.testing.LoggedLines;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import redis.clients.jedis.Jedis;

/** A server that is there, but does not do all that it is asked to. */
class RefusingRedisTest {

    private final LoggedLines log = new LoggedLines();
    private RedisProcess server;

    @AfterEach
    void stop() {
        server.close();
        log.close();
    }

    private Node node(RedisVersion version) {
        server = RedisProcess.start(version);
        Node node = Node.mirrored(server);
        node.features.create("on", true);
        return node.awaitConnection();
    }

    private void assertRefused(Runnable change, String reason) {
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(change::run)
                .withMessageMatching("The flag '(on|new)' was not changed in Redis at " + server + ": .*")
                .withMessageContaining(reason);
    }

    @ParameterizedTest
    @EnumSource
    void aFullServerTakesNoChangesButRemovals(RedisVersion version) {
        try (Node node = node(version)) {
            node.features.create("other", true);
            String stored = server.cli("GET", "features/on");
            server.cli("CONFIG", "SET", "maxmemory", "1");
            assertRefused(() -> node.features.disable("on"), "OOM command not allowed");
            assertRefused(() -> node.features.create("new", true), "OOM command not allowed");
            assertThat(server.cli("GET", "features/on")).isEqualTo(stored);
            assertThat(server.cli("EXISTS", "features/new")).isEqualTo("0");
            assertThat(node.evaluate("on").reason()).isEqualTo(Reason.ENABLED);
            assertThat(node.evaluate("new").reason()).isEqualTo(Reason.NOT_FOUND);

            node.features.destroy("other");
            assertThat(node.features.list()).hasSize(1);
            server.cli("CONFIG", "SET", "maxmemory", "0");
            node.features.disable("on");
            assertThat(log.warnings()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aReplicaIsReadAndTellsOfChangesButTakesNone(RedisVersion version) {
        try (RedisProcess master = RedisProcess.start(version);
                Node writer = Node.mirrored(master)) {
            writer.features.create("on", true);
            server = RedisProcess.start(version, "--replicaof", "127.0.0.1", "" + master.port());
            eventually(() -> assertThat(server.cli("EXISTS", "features/on")).isEqualTo("1"));
            try (Node node = Node.mirrored(server).awaitConnection()) {
                assertRefused(() -> node.features.disable("on"), "READONLY");
                assertRefused(() -> node.features.create("new", true), "READONLY");
                assertRefused(() -> node.features.destroy("on"), "READONLY");
                assertThat(node.evaluate("on").reason()).isEqualTo(Reason.ENABLED);

                writer.features.disable("on");
                eventually(() -> assertThat(node.evaluate("on").reason()).isEqualTo(Reason.DISABLED));
                eventually(() -> assertThat(node.told)
                        .extracting(FlagChange::kinds)
                        .containsExactly(Set.of(FlagChange.Kind.DISABLED)));
            }
        }
    }

    /** Then the address may lead to the new master, but only for a new connection. */
    @ParameterizedTest
    @EnumSource
    void connectionsToAMasterThatHasBecomeAReplicaAreGivenUp(RedisVersion version) {
        server = RedisProcess.start(version);
        // Nobody else opens connections here, as a mirror would that reads.
        try (Node node = Node.of(server, Local.NONE)) {
            node.features.create("on", true);
            server.cli("REPLICAOF", "127.0.0.1", "1");
            assertThat(node.jedis.getPool().getNumIdle()).isPositive();
            assertRefused(() -> node.features.disable("on"), "READONLY");
            assertThat(node.jedis.getPool().getNumIdle()).isZero();
            assertThat(node.jedis.getPool().getNumActive()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    void flagsThatMayNotBeListedAreFollowedOneByOne(RedisVersion version) {
        try (Node node = node(version)) {
            server.cli("ACL", "SETUSER", "default", "-scan");
            node.features.disable("on");
            assertThat(node.evaluate("on").reason()).isEqualTo(Reason.DISABLED);
            server.cli("CLIENT", "KILL", "TYPE", "pubsub");

            eventually(() -> assertThat(log.warnings())
                    .singleElement()
                    .asString()
                    .startsWith("The flags cannot be read from the RedisFeatureFlagStore: flags answer as they were"));
            assertThat(log.reasons()).allMatch(reason -> reason.contains("NOPERM") && reason.contains("scan"));
            assertThat(node.evaluate("on").reason()).isEqualTo(Reason.DISABLED);
            node.features.enable("on");
            assertThat(node.evaluate("on").reason()).isEqualTo(Reason.ENABLED);
            server.cli("ACL", "SETUSER", "default", "+scan");
            eventually(() -> assertThat(log.infos()).hasSize(1));
        }
    }

    @ParameterizedTest
    @EnumSource
    void aServerWithTooManyClientsIsAway(RedisVersion version) {
        try (Node node = node(version);
                Jedis only = new Jedis("127.0.0.1", server.port())) {
            only.configSet("maxclients", "1");
            only.sendCommand(CLIENT, "KILL", "TYPE", "pubsub");
            only.sendCommand(CLIENT, "KILL", "TYPE", "normal");

            eventually(() -> assertThat(log.warnings()).hasSize(2));
            assertThat(log.warnings()).noneMatch(line -> line.contains("refuses to track"));
            assertThat(node.evaluate("on").reason()).isEqualTo(Reason.ENABLED);
            assertThatExceptionOfType(StoreException.class)
                    .isThrownBy(() -> node.features.disable("on"))
                    .withMessageStartingWith("The flag 'on' could not be read from Redis at " + server + ": ");
            only.configSet("maxclients", "1000");
            eventually(() -> assertThat(log.infos()).hasSize(2));
            node.features.disable("on");
        }
    }
}
