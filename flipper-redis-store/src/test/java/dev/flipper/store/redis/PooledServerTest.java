package dev.flipper.store.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import dev.flipper.StoreException;
import dev.flipper.store.FlagDefinition;
import dev.flipper.store.testing.FreePorts;
import dev.flipper.store.testing.ResourceFixture;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import redis.clients.jedis.Connection;
import redis.clients.jedis.ConnectionPoolConfig;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.util.Pool;

/** What becomes of borrowed connections. */
class PooledServerTest extends ResourceFixture {

    private static final byte[] KEY = "features/A".getBytes(UTF_8);

    private RedisProcess server;
    private RedisClient client;
    private RedisServers servers;

    @BeforeEach
    void start() {
        open(RedisVersion.EMBEDDED);
    }

    private void open(RedisVersion version) {
        server = opened(RedisProcess.start(version));
        ConnectionPoolConfig one = new ConnectionPoolConfig();
        one.setMaxTotal(1);
        client = opened(RedisClient.builder()
                .hostAndPort(server.address())
                .poolConfig(one)
                .build());
        servers = JedisServers.of(client, Duration.ofSeconds(30));
    }

    private Pool<Connection> pool() {
        return client.getPool();
    }

    private void awaitSomebodyWaits() {
        await("waiting").until(() -> pool().getNumWaiters() == 1);
    }

    /** The pool connects for them, in the thread that gives the broken connection back, and fails. */
    @Test
    void aLostAnswerIsToldAsSuchWhileOthersWaitForAConnection() {
        CountDownLatch borrowed = new CountDownLatch(1);
        CompletableFuture<Throwable> writer =
                CompletableFuture.supplyAsync(() -> catchThrowable(() -> servers.write(KEY, connection -> {
                    borrowed.countDown();
                    awaitSomebodyWaits();
                    server.kill();
                    return FlagCommands.create(connection, KEY, KEY);
                })));
        CompletableFuture<Throwable> waiter = CompletableFuture.supplyAsync(() -> catchThrowable(() -> {
            borrowed.await();
            JedisServers.of(client, Duration.ofSeconds(2)).read(KEY, Connection::ping);
        }));
        assertThat(writer.join()).isInstanceOf(JedisConnectionException.class).hasMessage("Unexpected end of stream.");
        assertThat(waiter.join()).isNotNull();
    }

    /** The pool wakes those who wait by interrupting them, which is none of their callers' business. */
    @Test
    void nobodyIsLeftInterruptedByThePoolsEnd() throws InterruptedException {
        CountDownLatch borrowed = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(1);
        CompletableFuture<Void> holder = CompletableFuture.runAsync(() -> servers.read(KEY, connection -> {
            borrowed.countDown();
            try {
                return ended.await(30, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }));
        borrowed.await();
        CompletableFuture<Boolean> leftInterrupted = CompletableFuture.supplyAsync(() -> {
            assertThatExceptionOfType(JedisConnectionException.class)
                    .isThrownBy(() -> servers.read(KEY, Connection::ping))
                    .withMessage("There is no connection to Redis at " + server + " any more");
            return Thread.interrupted();
        });
        awaitSomebodyWaits();
        client.close();
        assertThat(leftInterrupted.join()).isFalse();
        ended.countDown();
        holder.join();
    }

    @ParameterizedTest
    @EnumSource
    void aConnectionToAServerThatIsAReplicaNowIsNotUsedAgain(RedisVersion version) {
        open(version);
        RedisFeatureFlagStore store = opened(new RedisFeatureFlagStore(client));
        store.create(FlagDefinition.of("A", true, Instant.EPOCH, Map.of()));
        server.cli("REPLICAOF", "127.0.0.1", "" + FreePorts.next());
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> store.update("A", flag -> flag.withEnabled(false)))
                .withMessageContaining("READONLY");
        assertThat(pool().getNumIdle()).isZero();
    }
}
