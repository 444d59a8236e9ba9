package dev.flipper.guide;

import static dev.flipper.store.testing.StoreNode.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.flipper.FeatureFlagClient;
import dev.flipper.store.CopyFlags;
import dev.flipper.store.testing.FreePorts;
import dev.flipper.store.testing.JavaProgram;
import dev.flipper.store.testing.s3.S3Bucket;
import dev.flipper.store.testing.s3.S3MockProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jboss.weld.environment.se.WeldContainer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
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

    private final int port = FreePorts.next();
    private final String redis = "redis://127.0.0.1:" + port;
    private RedisServer server;
    private S3MockProcess s3;
    private S3Bucket bucket;
    private RedisClient jedis;

    @BeforeEach
    void start() throws IOException {
        server = RedisServer.newRedisServer()
                .port(port)
                .setting("bind 127.0.0.1")
                .build();
        server.start();
        s3 = S3MockProcess.started();
        bucket = s3.newBucket();
        jedis = RedisClient.create(redis);
    }

    @AfterEach
    void stop() throws IOException {
        jedis.close();
        s3.close();
        server.stop();
    }

    @Test
    void whatWasInRedisIsThereAgain() throws Exception {
        assertThat(commands()).hasSize(2);
        jedis.set(FLAG, DOCUMENT);
        assertThat(backUp()).containsExactly("Copied from redis to s3: 1 created, 0 replaced, 0 kept");
        assertThat(bucket.get("IMPROVED_HORSE_SOUNDS")).isEqualTo(DOCUMENT);
        jedis.del(FLAG);
        assertThat(restore()).containsExactly("Copied from s3 to redis: 1 created, 0 replaced, 0 kept");
        assertThat(jedis.get(FLAG)).isEqualTo(DOCUMENT);
    }

    @Test
    void anApplicationThatRunsHasItsFlagsBack() {
        Map<String, String> all = new HashMap<>(settings());
        all.putAll(Map.of("flipper.store", "redis", "flipper.replicas", "s3"));
        assertThat(ConfigurationTest.run(all, this::loseAndRestore)).isEmpty();
    }

    private void loseAndRestore(WeldContainer container) {
        FeatureFlagClient features = container.select(FeatureFlagClient.class).get();
        features.create("IMPROVED_HORSE_SOUNDS", true);
        eventually(() -> assertThat(bucket.has("IMPROVED_HORSE_SOUNDS")).isTrue());

        jedis.flushAll();
        eventually(() -> assertThat(features.isEnabled("IMPROVED_HORSE_SOUNDS")).isFalse());

        assertThat(restore()).containsExactly("Copied from s3 to redis: 1 created, 0 replaced, 0 kept");
        eventually(() -> assertThat(features.isEnabled("IMPROVED_HORSE_SOUNDS")).isTrue());
    }

    private Map<String, String> settings() {
        return Map.of(
                "flipper.redis.uri",
                redis,
                "flipper.s3.bucket",
                bucket.name(),
                "flipper.s3.endpoint",
                bucket.endpoint().toString(),
                "flipper.s3.path-style",
                "true",
                "flipper.s3.access-key-id",
                "id",
                "flipper.s3.secret-access-key",
                "secret");
    }

    private List<String> backUp() {
        return run(commands().get(0));
    }

    private List<String> restore() {
        return run(commands().get(1));
    }

    private static List<List<String>> commands() {
        return lines(Path.of("stores.md")).stream()
                .filter(line -> line.startsWith(COMMAND))
                .map(line -> List.of(line.substring(COMMAND.length()).split(" ")))
                .toList();
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Gives what it prints. */
    private List<String> run(List<String> arguments) {
        List<String> command = JavaProgram.command(CopyFlags.class);
        Path printed = folder.resolve("printed");
        Path errors = folder.resolve("errors");
        try {
            Files.write(
                    folder.resolve("flags.properties"),
                    settings().entrySet().stream()
                            .map(setting -> setting.getKey() + "=" + setting.getValue())
                            .toList());
            Process process = new ProcessBuilder(
                            Stream.concat(command.stream(), arguments.stream()).toList())
                    .directory(folder.toFile())
                    .redirectOutput(printed.toFile())
                    .redirectError(errors.toFile())
                    .start();
            assertThat(process.onExit().join().exitValue())
                    .as("%s", Files.readString(errors))
                    .isZero();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return lines(printed);
    }
}
