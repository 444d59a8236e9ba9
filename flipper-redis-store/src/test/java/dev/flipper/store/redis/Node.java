package dev.flipper.store.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.flipper.EvaluationContext;
import dev.flipper.FeatureFlagClient;
import dev.flipper.FlagEvaluation;
import dev.flipper.event.FlagChange;
import dev.flipper.store.FeatureFlagStore;
import dev.flipper.store.testing.Local;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import redis.clients.jedis.ConnectionPoolConfig;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.RedisClient;

/** A process that keeps its flags in a server, with timeouts so short that a test can wait for them. */
final class Node implements AutoCloseable {

    static final Duration TIMEOUT = Duration.ofMillis(400);
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration POLL = Duration.ofMillis(5);

    final RedisClient jedis;
    final RedisFeatureFlagStore store;
    /** What the client uses: the store, or what stands before it. */
    final FeatureFlagStore front;

    final FeatureFlagClient features;
    /** What it was told that others have done. */
    final List<FlagChange> told = new CopyOnWriteArrayList<>();

    private Node(RedisProcess server, Local local, String password) {
        ConnectionPoolConfig pool = new ConnectionPoolConfig();
        pool.setMaxTotal(4);
        jedis = RedisClient.builder()
                .hostAndPort(server.address())
                .clientConfig(DefaultJedisClientConfig.builder()
                        .timeoutMillis((int) TIMEOUT.toMillis())
                        .password(password)
                        .build())
                .poolConfig(pool)
                .build();
        store = RedisFeatureFlagStore.builder(jedis).timeout(TIMEOUT).build();
        front = local.before(store);
        features = FeatureFlagClient.open(front);
        features.events().onExternalChange(told::add);
    }

    static Node of(RedisProcess server, Local local) {
        return new Node(server, local, null);
    }

    static Node withPassword(RedisProcess server, Local local, String password) {
        return new Node(server, local, password);
    }

    static Node mirrored(RedisProcess server) {
        return of(server, Local.MIRROR);
    }

    FlagEvaluation evaluate(String flag) {
        return features.evaluate(flag, EvaluationContext.empty());
    }

    /** Waits until changes by others would be told. */
    Node awaitConnection() {
        eventually(() -> assertThat(features.storeStatus().state()).hasToString("CONNECTED"));
        return this;
    }

    static void eventually(Runnable assertion) {
        await().atMost(PATIENCE).pollDelay(Duration.ZERO).pollInterval(POLL).untilAsserted(assertion::run);
    }

    /** The flags of which it was told that they are gone. */
    List<String> ended() {
        return told.stream()
                .filter(change -> change.after() == null)
                .map(FlagChange::flag)
                .sorted()
                .toList();
    }

    @Override
    public void close() {
        features.close();
        jedis.close();
    }
}
