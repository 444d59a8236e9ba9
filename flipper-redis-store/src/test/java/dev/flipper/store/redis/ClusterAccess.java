package dev.flipper.store.redis;

import static redis.clients.jedis.Protocol.Command.GET;
import static redis.clients.jedis.Protocol.Command.INCR;
import static redis.clients.jedis.Protocol.Command.KEYS;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Connection;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.providers.ClusterConnectionProvider;
import redis.clients.jedis.util.JedisClusterCRC16;
import redis.clients.jedis.util.SafeEncoder;

/** What tests do with the servers of a cluster. */
final class ClusterAccess implements AutoCloseable {

    final ClusterConnectionProvider provider;
    final ClusterServers servers;

    /** How often something was sent or about to be. */
    final AtomicInteger attempts = new AtomicInteger();

    ClusterAccess(RedisClusterProcesses cluster, Duration timeout) {
        provider = new ClusterConnectionProvider(
                cluster.addresses(),
                DefaultJedisClientConfig.builder()
                        .timeoutMillis(Math.toIntExact(timeout.toMillis()))
                        .build());
        servers = new ClusterServers(() -> provider, cluster::addresses, timeout, provider::close);
    }

    static byte[] bytes(String key) {
        return key.getBytes(StandardCharsets.UTF_8);
    }

    static int slot(String key) {
        return JedisClusterCRC16.getSlot(bytes(key));
    }

    /** Gives a key that is one of a master's, as the slots were given out at first. */
    static String keyOf(RedisClusterProcesses cluster, RedisProcess master, String prefix) {
        return IntStream.range(0, 1000)
                .mapToObj(i -> prefix + i)
                .filter(key -> cluster.firstOwner(slot(key)) == master)
                .findFirst()
                .orElseThrow();
    }

    String get(String key) {
        return servers.read(bytes(key), counted(connection -> {
            byte[] value = (byte[]) connection.executeCommand(new CommandArguments(GET).add(bytes(key)));
            return value == null ? "" : SafeEncoder.encode(value);
        }));
    }

    long increment(String key) {
        return servers.write(bytes(key), counted(connection ->
                (Long) connection.executeCommand(new CommandArguments(INCR).add(bytes(key)))));
    }

    private <T> Function<Connection, T> counted(Function<Connection, T> work) {
        return connection -> {
            attempts.incrementAndGet();
            return work.apply(connection);
        };
    }

    List<String> masters() {
        return servers.all().stream().map(RedisServer::address).sorted().toList();
    }

    /** Gives the servers that a visit shows, in its order. */
    List<String> visited(Runnable afterTheFirst) {
        List<String> visited = new ArrayList<>();
        servers.visit(server -> {
            visited.add(server.address());
            if (visited.size() == 1) {
                afterTheFirst.run();
            }
        });
        return visited;
    }

    /**
     * Gives the keys that a visit finds.
     *
     * @param afterTheFirst is given the first server's address when it has been looked at
     */
    Set<String> found(Consumer<String> afterTheFirst) {
        Set<String> found = new HashSet<>();
        List<String> visited = new ArrayList<>();
        servers.visit(server -> {
            List<?> keys =
                    server.read(connection -> (List<?>) connection.executeCommand(new CommandArguments(KEYS).add("*")));
            keys.forEach(key -> found.add(SafeEncoder.encode((byte[]) key)));
            visited.add(server.address());
            if (visited.size() == 1) {
                afterTheFirst.accept(server.address());
            }
        });
        return found;
    }

    @Override
    public void close() {
        servers.close();
    }
}
