package dev.flipper.guide;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flipper.store.testing.FreePorts;
import dev.flipper.store.testing.s3.S3Bucket;
import dev.flipper.store.testing.s3.S3MockProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.RedisClient;
import redis.embedded.RedisServer;

/** The two commands of docs/stores.md that make a backup in S3 and restore it. */
@Timeout(120)
class BackupTest {

    private static final String COMMAND = "java -cp 'lib/*' dev.flipper.store.CopyFlags ";
    private static final String FLAG = "features/IMPROVED_HORSE_SOUNDS";

    /** Written by somebody else, with a member that Flipper does not know. */
    private static final String DOCUMENT = "{\"feature_name\": \"IMPROVED_HORSE_SOUNDS\", \"is_enabled\": true,"
            + " \"meta\": {\"client_data\": {}, \"created_date\": 1700000000, \"conditions\": [], \"bucketer\": null},"
            + " \"owner\": \"stable\"}";

    @TempDir
    Path folder;

    @Test
    void whatWasInRedisIsThereAgain() throws Exception {
        int port = FreePorts.next();
        RedisServer server = RedisServer.newRedisServer()
                .port(port)
                .setting("bind 127.0.0.1")
                .build();
        server.start();
        List<List<String>> commands = commands();
        assertThat(commands).hasSize(2);
        try (S3MockProcess s3 = S3MockProcess.started();
                RedisClient jedis = RedisClient.create("redis://127.0.0.1:" + port)) {
            S3Bucket bucket = s3.newBucket();
            Files.write(
                    folder.resolve("flags.properties"),
                    List.of(
                            "flipper.redis.uri=redis://127.0.0.1:" + port,
                            "flipper.s3.bucket=" + bucket.name(),
                            "flipper.s3.endpoint=" + bucket.endpoint(),
                            "flipper.s3.path-style=true",
                            "flipper.s3.access-key-id=id",
                            "flipper.s3.secret-access-key=secret"));
            jedis.set(FLAG, DOCUMENT);
            assertThat(run(commands.get(0))).containsExactly("Copied from redis to s3: 1 created, 0 replaced, 0 kept");
            assertThat(bucket.get("IMPROVED_HORSE_SOUNDS")).isEqualTo(DOCUMENT);
            jedis.del(FLAG);
            assertThat(run(commands.get(1))).containsExactly("Copied from s3 to redis: 1 created, 0 replaced, 0 kept");
            assertThat(jedis.get(FLAG)).isEqualTo(DOCUMENT);
        } finally {
            server.stop();
        }
    }

    private static List<List<String>> commands() throws IOException {
        return Files.readAllLines(Path.of("stores.md")).stream()
                .filter(line -> line.startsWith(COMMAND))
                .map(line -> List.of(line.substring(COMMAND.length()).split(" ")))
                .toList();
    }

    /** Gives what it prints. */
    private List<String> run(List<String> arguments) throws Exception {
        Stream<String> java = Stream.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "dev.flipper.store.CopyFlags");
        Path errors = folder.resolve("errors");
        Process process = new ProcessBuilder(
                        Stream.concat(java, arguments.stream()).toList())
                .directory(folder.toFile())
                .redirectError(errors.toFile())
                .start();
        try {
            List<String> printed = process.inputReader().lines().toList();
            assertThat(process.waitFor()).as("%s", Files.readString(errors)).isZero();
            return printed;
        } finally {
            process.destroyForcibly();
        }
    }
}
