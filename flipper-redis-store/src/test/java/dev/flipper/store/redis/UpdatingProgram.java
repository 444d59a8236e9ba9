package dev.flipper.store.redis;

import dev.flipper.store.FlagDefinition;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.RedisClusterClient;
import redis.clients.jedis.UnifiedJedis;

/**
 * A program of which several run at the same time: adds one to a number in a flag's client data, again and again. Says
 * that it is ready, waits for a line, and says at the end how often it has computed a sum that came too late.
 */
final class UpdatingProgram {

    static final String FLAG = "COUNTED";
    static final String READY = "ready";

    private int computed;

    private UpdatingProgram() {}

    /** Takes whether it is a cluster, the address of a server, and the number of updates. */
    public static void main(String[] arguments) throws IOException {
        HostAndPort address = HostAndPort.from(arguments[1]);
        int updates = Integer.parseInt(arguments[2]);
        try (UnifiedJedis jedis = Boolean.parseBoolean(arguments[0])
                        ? RedisClusterClient.create(Set.of(address))
                        : RedisClient.create(address.getHost(), address.getPort());
                RedisFeatureFlagStore store = new RedisFeatureFlagStore(jedis)) {
            new UpdatingProgram().run(store, updates);
        }
    }

    private void run(RedisFeatureFlagStore store, int updates) throws IOException {
        store.get(FLAG);
        System.out.println(READY);
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
        for (int i = 0; i < updates; i++) {
            store.update(FLAG, this::oneMore);
        }
        System.out.println(computed - updates);
    }

    private FlagDefinition oneMore(FlagDefinition flag) {
        computed++;
        return flag.withClientData(Map.of("count", count(flag) + 1));
    }

    static int count(FlagDefinition flag) {
        return new BigDecimal(flag.metadata().clientData().get("count").toString()).intValueExact();
    }
}
