package dev.flipper.store.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import java.lang.Thread.State;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.exceptions.JedisAccessControlException;
import redis.clients.jedis.exceptions.JedisClusterOperationException;
import redis.clients.jedis.exceptions.JedisConnectionException;

/** Without a cluster: what is connected to is a double. */
class LazyClusterTest {

    private static final List<HostAndPort> NODES = List.of(new HostAndPort("a", 1), new HostAndPort("b", 2));
    private static final Duration LONG = Duration.ofMinutes(1);

    private final AtomicInteger attempts = new AtomicInteger();
    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 1); // it may wrap around
    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void end() {
        threads.shutdownNow();
    }

    private LazyCluster<Provider> cluster(Duration patience, Callable<Provider> connecting) {
        return new LazyCluster<>(
                NODES,
                nodes -> {
                    assertThat(nodes).isEqualTo(NODES);
                    attempts.incrementAndGet();
                    return call(connecting);
                },
                provider -> provider.closings.incrementAndGet(),
                patience,
                now::get);
    }

    private static <T> T call(Callable<T> callable) {
        try {
            return callable.call();
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static final class Provider {

        final AtomicInteger closings = new AtomicInteger();
    }

    private static Provider away() {
        throw new JedisConnectionException("away");
    }

    @Test
    void connectsOnFirstUseAndOnlyOnce() {
        LazyCluster<Provider> cluster = cluster(LONG, Provider::new);
        assertThat(attempts).hasValue(0);
        assertThat(cluster.get()).isSameAs(cluster.get());
        assertThat(attempts).hasValue(1);
        cluster.close();
    }

    @Test
    void aFailureNamesTheNodesAndWhy() {
        JedisClusterOperationException failure = new JedisClusterOperationException("Could not initialize");
        JedisAccessControlException reason = new JedisAccessControlException("WRONGPASS invalid");
        failure.addSuppressed(reason);
        LazyCluster<Provider> cluster = cluster(LONG, () -> {
            throw failure;
        });
        assertThatExceptionOfType(JedisConnectionException.class)
                .isThrownBy(cluster::get)
                .withMessage("No node of the cluster [a:1, b:2] has told its slots: WRONGPASS invalid")
                .withCause(reason);
    }

    @Test
    void afterAFailureEverybodyFailsAtOnceForASecond() {
        List<Callable<Provider>> outcomes = new ArrayList<>(List.of(LazyClusterTest::away, Provider::new));
        LazyCluster<Provider> cluster = cluster(LONG, () -> outcomes.remove(0).call());
        Throwable first = catchThrowable(cluster::get);
        now.addAndGet(999_999_999);
        Throwable second = catchThrowable(cluster::get);
        assertThat(attempts).hasValue(1);
        assertThat(second).hasMessage(first.getMessage()).hasCause(first.getCause());

        now.addAndGet(1);
        assertThat(cluster.get()).isNotNull();
        assertThat(attempts).hasValue(2);
        cluster.close();
    }

    @Test
    void oneConnectsForAll() throws Exception {
        CountDownLatch connecting = new CountDownLatch(1);
        CountDownLatch there = new CountDownLatch(1);
        LazyCluster<Provider> cluster = cluster(LONG, () -> {
            connecting.countDown();
            there.await();
            return new Provider();
        });
        List<Future<Provider>> all = new ArrayList<>();
        List<Thread> waiting = new CopyOnWriteArrayList<>();
        for (int i = 0; i < 4; i++) {
            all.add(threads.submit(() -> {
                waiting.add(Thread.currentThread());
                return cluster.get();
            }));
        }
        connecting.await();
        await().until(() -> waiting.stream()
                        .filter(thread -> thread.getState() == State.TIMED_WAITING)
                        .count()
                == 3);
        there.countDown();
        for (Future<Provider> one : all) {
            assertThat(one.get(1, TimeUnit.MINUTES)).isSameAs(cluster.get());
        }
        assertThat(attempts).hasValue(1);
        cluster.close();
    }

    @Test
    void whoWaitedForAFailureFailsWithIt() throws Exception {
        CountDownLatch connecting = new CountDownLatch(1);
        CountDownLatch there = new CountDownLatch(1);
        LazyCluster<Provider> cluster = cluster(LONG, () -> {
            connecting.countDown();
            there.await();
            return away();
        });
        Future<Throwable> first = threads.submit(() -> catchThrowable(cluster::get));
        connecting.await();
        AtomicReference<Thread> waiting = new AtomicReference<>();
        Future<Throwable> second = threads.submit(() -> {
            waiting.set(Thread.currentThread());
            return catchThrowable(cluster::get);
        });
        await().until(() -> waiting.get() != null && waiting.get().getState() == State.TIMED_WAITING);
        there.countDown();
        assertThat(second.get(1, TimeUnit.MINUTES))
                .isInstanceOf(JedisConnectionException.class)
                .hasCause(first.get(1, TimeUnit.MINUTES).getCause());
        assertThat(attempts).hasValue(1);
    }

    @Test
    void nobodyWaitsForEver() throws Exception {
        CountDownLatch connecting = new CountDownLatch(1);
        CountDownLatch there = new CountDownLatch(1);
        LazyCluster<Provider> cluster = cluster(Duration.ofMillis(1), () -> {
            connecting.countDown();
            there.await();
            return new Provider();
        });
        Future<Provider> first = threads.submit(cluster::get);
        connecting.await();
        assertThatExceptionOfType(JedisConnectionException.class)
                .isThrownBy(cluster::get)
                .withMessage("Another thread is connecting to the cluster [a:1, b:2], for longer than 1 ms");
        Thread.currentThread().interrupt();
        assertThatExceptionOfType(JedisConnectionException.class)
                .isThrownBy(cluster::get)
                .withMessage("Interrupted while another thread was connecting to the cluster [a:1, b:2]");
        assertThat(Thread.interrupted()).isTrue();
        there.countDown();
        assertThat(first.get(1, TimeUnit.MINUTES)).isNotNull();
    }

    @Test
    void closingClosesOnceAndForGood() {
        LazyCluster<Provider> cluster = cluster(LONG, Provider::new);
        Provider provider = cluster.get();
        cluster.close();
        cluster.close();
        assertThat(provider.closings).hasValue(1);
        assertThatExceptionOfType(JedisConnectionException.class)
                .isThrownBy(cluster::get)
                .withMessage("The connection to the cluster [a:1, b:2] is closed");
        assertThat(attempts).hasValue(1);
    }

    @Test
    void whatConnectsDuringTheClosingIsClosedToo() throws Exception {
        CountDownLatch connecting = new CountDownLatch(1);
        CountDownLatch there = new CountDownLatch(1);
        Provider provider = new Provider();
        LazyCluster<Provider> cluster = cluster(LONG, () -> {
            connecting.countDown();
            there.await();
            return provider;
        });
        Future<Provider> first = threads.submit(cluster::get);
        connecting.await();
        cluster.close();
        there.countDown();
        first.get(1, TimeUnit.MINUTES);
        assertThat(provider.closings).hasValue(1);
    }
}
