package dev.flipper.store.redis;

import static dev.flipper.store.testing.ToldInOrder.CONNECTED;
import static dev.flipper.store.testing.ToldInOrder.DISCONNECTED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.flipper.store.ChangeWatch;
import dev.flipper.store.testing.ResourceFixture;
import dev.flipper.store.testing.ToldInOrder;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Connection;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.util.SafeEncoder;

/** A watch whose connections and threads come, and go, at bad times. */
class WatchRacesTest extends ResourceFixture {

    private final List<Thread> threads = new CopyOnWriteArrayList<>();
    private RedisProcess server;
    private Jedis admin;

    @BeforeEach
    void start() {
        server = opened(RedisProcess.start(RedisVersion.EMBEDDED));
        admin = opened(new Jedis(server.uri()));
    }

    private RedisFeatureFlagStoreBuilder builder() {
        return RedisFeatureFlagStore.builder(opened(RedisClient.create(server.uri())));
    }

    /** The first thread looks after the others, which listen. */
    private ThreadFactory listeningBy(UnaryOperator<Runnable> way) {
        return task -> {
            Thread thread = new Thread(threads.isEmpty() ? task : way.apply(task));
            thread.setDaemon(true);
            threads.add(thread);
            return thread;
        };
    }

    private void assertThreadsEnd() throws InterruptedException {
        for (Thread thread : threads) {
            thread.join(TimeUnit.SECONDS.toMillis(20));
            assertThat(thread.isAlive()).isFalse();
        }
    }

    /** It is not the server that does not want to track keys. */
    @Test
    void aConnectionThatIsRefusedForAWhileIsNoReasonToPollForEver() {
        RedisServers servers = JedisServers.of(opened(RedisClient.create(server.uri())), Duration.ofSeconds(2));
        FlagKeys keys = new FlagKeys("features");
        ChangeWatch watch = opened(WatchedRedis.watch(
                new RefusingTwice(servers), keys, Duration.ofSeconds(2), Duration.ofHours(1), Thread::new));
        ToldInOrder told = new ToldInOrder();
        watch.subscribe(told);
        assertThat(told.next()).isEqualTo(CONNECTED);
        String next;
        do {
            admin.append("features/A", "x");
            next = told.next();
        } while (next.equals(CONNECTED));
        assertThat(next).isEqualTo("A");
    }

    /** As a server does that has too many connections, of others too. */
    private record RefusingTwice(RedisServers servers, AtomicInteger attempts) implements RedisServers {

        RefusingTwice(RedisServers servers) {
            this(servers, new AtomicInteger());
        }

        @Override
        public <T> T read(byte[] key, Function<Connection, T> work) {
            return servers.read(key, work);
        }

        @Override
        public <T> T write(byte[] key, Function<Connection, T> work) {
            return servers.write(key, work);
        }

        @Override
        public List<RedisServer> all() {
            return servers.all().stream().map(this::refusing).toList();
        }

        private RedisServer refusing(RedisServer server) {
            return new RedisServer() {
                @Override
                public String address() {
                    return server.address();
                }

                @Override
                public <T> T run(Function<Connection, T> work) {
                    return server.run(work);
                }

                @Override
                public <T> T read(Function<Connection, T> work) {
                    return server.read(work);
                }

                @Override
                public Connection connect() {
                    if (attempts.incrementAndGet() <= 2) {
                        throw new JedisDataException("ERR max number of clients reached");
                    }
                    return server.connect();
                }
            };
        }

        @Override
        public void visit(Consumer<RedisServer> visitor) {
            servers.visit(visitor);
        }

        @Override
        public String where() {
            return servers.where();
        }

        @Override
        public void close() {
            servers.close();
        }
    }

    @Test
    void aListenerKnowsOfTheLossBeforeTheServerIsThereAgain() {
        ToldInOrder told = ToldInOrder.of(opened(builder().build()));
        admin.sendCommand(() -> SafeEncoder.encode("CLIENT"), "KILL", "TYPE", "pubsub");
        assertThat(told.next()).isEqualTo(DISCONNECTED);
        assertThat(told.next()).isEqualTo(CONNECTED);
    }

    /** Given up by then, it must not connect anew, and stay. */
    @Test
    void aThreadThatComesTooLateEnds() throws InterruptedException {
        CountDownLatch late = new CountDownLatch(1);
        RedisFeatureFlagStore store = opened(builder()
                .timeout(Duration.ofMillis(300))
                .threadFactory(listeningBy(task -> threads.size() > 1
                        ? task
                        : () -> {
                            awaitIt(late);
                            task.run();
                        }))
                .build());
        ToldInOrder told = new ToldInOrder();
        store.subscribe(told);
        assertThat(told.next()).isEqualTo(CONNECTED);
        assertThat(threads).hasSizeGreaterThan(2);
        late.countDown();
        threads.get(1).join(TimeUnit.SECONDS.toMillis(20));
        assertThat(threads.get(1).isAlive()).isFalse();
        await("connections")
                .until(() -> admin.clientList()
                                .lines()
                                .filter(client -> client.contains("cmd=subscribe"))
                                .count()
                        == 1);
        store.close();
        assertThreadsEnd();
    }

    private static void awaitIt(CountDownLatch latch) {
        try {
            assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** As a proxy cuts it that does not want anybody to listen; there is a pause between two attempts. */
    @Test
    void aSubscriptionThatEndsAtOnceIsNoReasonToHurry() throws InterruptedException {
        RedisFeatureFlagStore store = opened(builder()
                .threadFactory(listeningBy(task -> () -> {
                    // Jedis goes no further than to the first answer.
                    Thread.currentThread().interrupt();
                    task.run();
                }))
                .build());
        ToldInOrder told = new ToldInOrder();
        store.subscribe(told);
        assertThat(told.next()).isEqualTo(CONNECTED);
        assertThat(server.cli("BLPOP", "nothing", "2")).isEmpty();
        assertThat(threads).hasSizeBetween(3, 30);
        store.close();
        assertThreadsEnd();
    }
}
