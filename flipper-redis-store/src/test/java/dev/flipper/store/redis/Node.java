package dev.flipper.store.redis;

import dev.flipper.store.testing.Local;
import dev.flipper.store.testing.StoreNode;
import redis.clients.jedis.ConnectionPoolConfig;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.RedisClient;

/** A program that keeps its flags in a server. */
final class Node extends StoreNode<RedisFeatureFlagStore> {

    final RedisClient jedis;

    private Node(RedisClient jedis, Local local) {
        super(RedisFeatureFlagStore.builder(jedis).timeout(TIMEOUT).build(), local);
        this.jedis = jedis;
    }

    static Node of(RedisProcess server, Local local) {
        return withPassword(server, local, null);
    }

    static Node withPassword(RedisProcess server, Local local, String password) {
        ConnectionPoolConfig pool = new ConnectionPoolConfig();
        pool.setMaxTotal(4);
        RedisClient jedis = RedisClient.builder()
                .hostAndPort(server.address())
                .clientConfig(DefaultJedisClientConfig.builder()
                        .timeoutMillis((int) TIMEOUT.toMillis())
                        .password(password)
                        .build())
                .poolConfig(pool)
                .build();
        return new Node(jedis, local);
    }

    static Node mirrored(RedisProcess server) {
        return of(server, Local.MIRROR);
    }

    @Override
    public Node withFlag() {
        super.withFlag();
        return this;
    }

    @Override
    public Node awaitConnection() {
        super.awaitConnection();
        return this;
    }

    @Override
    public void close() {
        super.close();
        jedis.close();
    }
}
