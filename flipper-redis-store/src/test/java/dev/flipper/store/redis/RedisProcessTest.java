package dev.flipper.store.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.exceptions.JedisConnectionException;

class RedisProcessTest {

    @ParameterizedTest
    @EnumSource
    void aFrozenServerDoesNotAnswerUntilItIsThawed(RedisVersion version) {
        try (RedisProcess server = RedisProcess.start(version)) {
            server.freeze();
            assertThatThrownBy(() -> new Jedis("127.0.0.1", server.port(), 200).ping())
                    .isInstanceOf(JedisConnectionException.class)
                    .hasMessageContaining("timed out");

            server.thaw();

            assertThat(server.cli("PING")).isEqualTo("PONG");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aKilledServerComesBackEmptyOnItsPort(RedisVersion version) {
        try (RedisProcess server = RedisProcess.start(version)) {
            server.cli("SET", "key", "value");
            server.freeze();

            server.kill();
            assertThat(server.isAlive()).isFalse();
            assertThatThrownBy(() -> server.cli("PING")).isInstanceOf(JedisConnectionException.class);
            server.start();

            assertThat(server.cli("DBSIZE")).isEqualTo("0");
        }
    }

    @ParameterizedTest
    @EnumSource
    void argumentsReachTheServer(RedisVersion version) {
        try (RedisProcess server = RedisProcess.start(version, "--requirepass", "secret", "--maxmemory", "5mb")) {
            assertThat(server.cli("CONFIG", "GET", "maxmemory")).isEqualTo("maxmemory\n5242880");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aServerThatDoesNotStartSaysWhy(RedisVersion version) {
        assertThat(version.program()).as("or skipped").isExecutable();

        assertThatThrownBy(() -> RedisProcess.start(version, "--maxmemory", "much"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("Redis has ended at its start")
                .hasMessageContaining("maxmemory");
    }

    @ParameterizedTest
    @EnumSource
    void aClosedServerHasEnded(RedisVersion version) {
        RedisProcess server = RedisProcess.start(version);
        ProcessHandle process = ProcessHandle.of(server.pid()).orElseThrow();

        server.close();

        assertThat(process.isAlive()).isFalse();
    }
}
