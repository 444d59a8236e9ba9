package dev.flipper.store.redis;

import dev.flipper.store.testing.OutageMeasurement;
import dev.flipper.store.testing.OutageReport;
import java.time.Duration;
import redis.clients.jedis.RedisClient;

/** Measures what an outage of Redis costs those who check flags through a mirrored client meanwhile. */
final class OutageUnderLoad {

    private OutageUnderLoad() {}

    /**
     * Prints a table. The argument, if there is one, is how many seconds each half of the outage takes; 15 otherwise.
     */
    public static void main(String... arguments) throws InterruptedException {
        run(OutageMeasurement.half(arguments)).print(System.out);
    }

    static OutageReport run(Duration half) throws InterruptedException {
        try (RedisProcess server =
                        RedisProcess.start(RedisVersion.EMBEDDED, "--appendonly", "yes", "--appendfsync", "always");
                RedisClient jedis = RedisClient.create(server.uri())) {
            return OutageMeasurement.run("Redis", server, new RedisFeatureFlagStore(jedis), half);
        }
    }
}
