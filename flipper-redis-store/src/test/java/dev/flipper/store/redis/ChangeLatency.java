package dev.flipper.store.redis;

import dev.flipper.store.testing.JavaProgram;
import dev.flipper.store.testing.LatencyMeasurement;
import dev.flipper.store.testing.LatencyObserver;
import dev.flipper.store.testing.LatencyTable;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import redis.clients.jedis.RedisClient;

/** Measures how long it takes until a change in Redis shows on another node. */
final class ChangeLatency {

    private ChangeLatency() {}

    /** Prints a table. The argument, if there is one, is the number of changes of each kind, 500 otherwise. */
    public static void main(String... arguments) throws IOException {
        print(System.out, LatencyTable.changes(500, arguments));
    }

    static void print(PrintStream out, int changes) throws IOException {
        LatencyTable table = LatencyTable.begin("Redis", changes, out);
        for (RedisVersion version : RedisVersion.values()) {
            if (version.isAvailable()) {
                try (RedisProcess server = RedisProcess.start(version)) {
                    measure(table, server);
                }
            }
        }
    }

    private static void measure(LatencyTable table, RedisProcess server) throws IOException {
        String version = server.cli("INFO", "server").replaceFirst("(?s).*redis_version:([\\d.]+).*", "$1");
        List<String> observer = JavaProgram.command(Observer.class, server.uri().toString());
        try (RedisClient jedis = RedisClient.create(server.uri());
                LatencyMeasurement latency = table.measure(version, new RedisFeatureFlagStore(jedis), observer)) {
            latency.byClient();
            latency.by("SET, as another program", flag -> jedis.set("features/" + flag.name(), flag.toJson()));
        }
    }

    /** The other node. */
    static final class Observer {

        private Observer() {}

        /** Takes the server's URI. */
        public static void main(String... arguments) {
            try (RedisClient jedis = RedisClient.create(arguments[0])) {
                LatencyObserver.run(new RedisFeatureFlagStore(jedis));
            }
        }
    }
}
