package dev.flipper.testsuite;

import com.google.gson.Gson;
import dev.flipper.FeatureFlagClient;
import dev.flipper.store.MirroredFeatureFlagStore;
import dev.flipper.store.redis.RedisFeatureFlagStore;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.commons.pool2.ObjectPool;
import org.jboss.shrinkwrap.api.spec.JavaArchive;
import org.json.JSONObject;
import org.slf4j.Logger;
import redis.clients.authentication.core.Token;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.UnifiedJedis;
import redis.embedded.RedisServer;
import redis.embedded.core.ExecutableProvider;

/** A Redis server that applications in the server share with the tests outside. It keeps nothing on disk. */
final class SharedRedis {

    private final RedisServer server;
    private final int port;

    private SharedRedis(int port) throws IOException {
        this.port = port;
        File folder = Files.createDirectories(Path.of("target", "redis-" + port))
                .toFile()
                .getAbsoluteFile();
        this.server = RedisServer.newRedisServer()
                .executableProvider(ExecutableProvider.newJarResourceProvider(folder))
                .port(port)
                .bind("127.0.0.1")
                .setting("save \"\"")
                .build();
    }

    static SharedRedis start() {
        try {
            SharedRedis redis = new SharedRedis(freePort());
            redis.startAgain();
            return redis;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }

    String[] settings() {
        return new String[] {"flipper.store=redis", "flipper.redis.uri=redis://127.0.0.1:" + port};
    }

    /** The jars that an application needs in its WEB-INF/lib. */
    static JavaArchive[] libraries() {
        return Libraries.of(
                RedisFeatureFlagStore.class,
                UnifiedJedis.class,
                ObjectPool.class,
                Token.class,
                Gson.class,
                JSONObject.class,
                Logger.class);
    }

    /** Another node with the same flags, outside of the server. */
    FeatureFlagClient node() {
        RedisClient client = RedisClient.create("127.0.0.1", port);
        return FeatureFlagClient.open(new MirroredFeatureFlagStore(new RedisFeatureFlagStore(client)));
    }

    void stop() {
        try {
            server.stop();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void startAgain() {
        try {
            server.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
