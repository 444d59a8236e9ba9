package dev.flipper.store.redis;

import dev.flipper.store.testing.Contention;
import java.io.IOException;
import java.util.Set;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.RedisClusterClient;
import redis.clients.jedis.UnifiedJedis;

/** A program of which several run at the same time on one server or cluster. */
final class ContendingProgram {

    private ContendingProgram() {}

    /** Takes whether it is a cluster, and the address of a server. */
    public static void main(String[] arguments) throws IOException {
        HostAndPort address = HostAndPort.from(arguments[1]);
        try (UnifiedJedis jedis = Boolean.parseBoolean(arguments[0])
                        ? RedisClusterClient.create(Set.of(address))
                        : RedisClient.create(address.getHost(), address.getPort());
                RedisFeatureFlagStore store = new RedisFeatureFlagStore(jedis)) {
            Contention.takePart(store);
        }
    }
}
