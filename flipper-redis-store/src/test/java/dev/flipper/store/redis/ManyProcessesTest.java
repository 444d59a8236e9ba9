package dev.flipper.store.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flipper.store.FlagDefinition;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.RedisClusterClient;
import redis.clients.jedis.UnifiedJedis;

/** Processes that change the same flag at the same time. */
@Timeout(120)
class ManyProcessesTest {

    private static final int PROCESSES = 4;
    private static final int UPDATES = 500;

    @ParameterizedTest
    @EnumSource
    void noUpdateIsLostOnAServer(RedisVersion version) throws IOException {
        try (RedisProcess server = RedisProcess.start(version);
                RedisClient client = RedisClient.create(server.uri())) {
            assertNoUpdateIsLost(client, false, server.address());
        }
    }

    @ParameterizedTest
    @EnumSource
    void noUpdateIsLostInACluster(RedisVersion version) throws IOException {
        try (RedisClusterProcesses cluster = RedisClusterProcesses.start(version, 0);
                RedisClusterClient client = RedisClusterClient.create(cluster.addresses())) {
            assertNoUpdateIsLost(client, true, cluster.masters().get(0).address());
        }
    }

    private static void assertNoUpdateIsLost(UnifiedJedis client, boolean cluster, HostAndPort address)
            throws IOException {
        try (RedisFeatureFlagStore store = new RedisFeatureFlagStore(client)) {
            store.create(FlagDefinition.of(UpdatingProgram.FLAG, true, Instant.EPOCH, Map.of("count", 0)));

            int conflicts = runAll(cluster, address);

            assertThat(UpdatingProgram.count(store.get(UpdatingProgram.FLAG))).isEqualTo(PROCESSES * UPDATES);
            // Else they have waited for each other, and this has shown nothing.
            assertThat(conflicts).isPositive();
        }
    }

    private static int runAll(boolean cluster, HostAndPort address) throws IOException {
        List<Process> processes = new ArrayList<>();
        try {
            for (int i = 0; i < PROCESSES; i++) {
                processes.add(start(cluster, address));
            }
            List<BufferedReader> outputs =
                    processes.stream().map(Process::inputReader).toList();
            for (BufferedReader output : outputs) {
                assertThat(output.readLine()).isEqualTo(UpdatingProgram.READY);
            }
            for (Process process : processes) {
                try (Writer input = process.outputWriter()) {
                    input.write("\n");
                }
            }
            int conflicts = 0;
            for (BufferedReader output : outputs) {
                conflicts += Integer.parseInt(output.readLine());
            }
            return conflicts;
        } finally {
            processes.forEach(process -> process.destroyForcibly().onExit().join());
        }
    }

    private static Process start(boolean cluster, HostAndPort address) throws IOException {
        // Surefire's own class path is one jar, which says in its manifest where the others are.
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        classPath,
                        UpdatingProgram.class.getName(),
                        Boolean.toString(cluster),
                        address.toString(),
                        Integer.toString(UPDATES))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }
}
