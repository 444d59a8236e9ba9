package dev.flipper;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flipper.store.MemoryFeatureFlagStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** When the last check was, and the thread that finds it out. */
class CheckClockTest {

    private static final Instant START = Instant.parse("2024-05-01T12:00:00.750Z");
    private static final Instant SECOND = Instant.parse("2024-05-01T12:00:00Z");

    private final List<Thread> threads = new ArrayList<>();
    private final LogCapture log = new LogCapture();
    private Instant now = START;

    @AfterEach
    void releaseLog() {
        log.close();
    }

    /** Makes threads that do nothing: the test looks itself. */
    private FeatureFlagClient client() {
        return client(() -> now, task -> new Thread());
    }

    private static FeatureFlagClient client(InstantSource clock, ThreadFactory factory) {
        FeatureFlagClient client = FeatureFlagClient.builder(new MemoryFeatureFlagStore())
                .name("main")
                .clock(clock)
                .threadFactory(factory)
                .build();
        client.create("flag", true);
        client.statistics().startCounting();
        return client;
    }

    private static void tick(FeatureFlagClient client) {
        ((CountedChecks) client.statistics()).tick();
    }

    private void pass(Duration time) {
        now = now.plus(time);
    }

    @Test
    void theLastCheckIsToTheSecond() {
        FeatureFlagClient client = client();
        CheckStatistics statistics = client.statistics();
        assertThat(statistics.of("flag").lastCheck()).isNull();
        assertThat(statistics.total().lastCheck()).isNull();
        client.isEnabled("flag");
        assertThat(statistics.of("flag").lastCheck()).isEqualTo(SECOND);
        client.isEnabled("flag");
        tick(client);
        pass(Duration.ofHours(1));
        tick(client);
        assertThat(statistics.of("flag").lastCheck()).isEqualTo(SECOND);
        assertThat(statistics.total().lastCheck()).isEqualTo(SECOND);
        client.isEnabled("flag");
        tick(client);
        pass(Duration.ofHours(1));
        assertThat(statistics.of("flag").lastCheck()).isEqualTo(SECOND.plus(Duration.ofHours(1)));
        client.isEnabled("absent");
        assertThat(statistics.of("flag").lastCheck()).isEqualTo(SECOND.plus(Duration.ofHours(1)));
        assertThat(statistics.total().lastCheck()).isEqualTo(SECOND.plus(Duration.ofHours(2)));
        client.close();
    }

    @Test
    void whatHasBeenSeenOfADestroyedFlagIsNoNews() {
        FeatureFlagClient client = client();
        client.isEnabled("flag");
        tick(client);
        pass(Duration.ofHours(1));
        client.destroy("flag");
        assertThat(client.statistics().total()).isEqualTo(new CheckCounts(1, 1, 0, SECOND));
        client.create("flag", true);
        client.isEnabled("flag");
        client.destroy("flag");
        pass(Duration.ofHours(1));
        assertThat(client.statistics().total())
                .as("seen late")
                .isEqualTo(new CheckCounts(2, 2, 0, SECOND.plus(Duration.ofHours(2))));
        client.close();
    }

    @Test
    void itIsFoundOutAtTheEndToo() {
        FeatureFlagClient client = client();
        client.isEnabled("flag");
        client.statistics().stopCounting();
        pass(Duration.ofHours(1));
        tick(client);
        assertThat(client.statistics().of("flag").lastCheck()).isEqualTo(SECOND);
        client.statistics().startCounting();
        assertThat(client.statistics().total().lastCheck()).isEqualTo(SECOND);
        client.close();
        assertThat(client.statistics().total().lastCheck()).isEqualTo(SECOND);
    }

    @Test
    void theThreadLooksAndEndsWithTheCounting() throws Exception {
        CountDownLatch looked = new CountDownLatch(1);
        Thread test = Thread.currentThread();
        InstantSource clock = () -> {
            if (Thread.currentThread() != test) {
                looked.countDown();
            }
            return START;
        };
        FeatureFlagClient client = client(clock, this::recorded);
        client.isEnabled("flag");
        looked.await();
        client.statistics().stopCounting();
        threads.get(0).join();
        client.statistics().startCounting();
        client.close();
        threads.get(1).join();
        assertThat(threads).hasSize(2);
    }

    private Thread recorded(Runnable task) {
        Thread thread = new Thread(task);
        threads.add(thread);
        return thread;
    }

    @Test
    void theThreadIsADaemonThatIsNamedAfterTheClient() throws Exception {
        FeatureFlagClient client = FeatureFlagClient.builder(new MemoryFeatureFlagStore())
                .name("of the clock test")
                .build();
        assertThat(clocks()).isEmpty();
        client.statistics().startCounting();
        Thread clock = clocks().get(0);
        assertThat(clock.isDaemon()).isTrue();
        client.close();
        clock.join();
        client.statistics().startCounting();
        assertThat(clocks()).isEmpty();
    }

    @Test
    void theThreadInheritsNoThreadLocals() throws Exception {
        CompletableFuture<String> inherited = new CompletableFuture<>();
        InheritableThreadLocal<String> local = new InheritableThreadLocal<>();
        local.set("somebody else's");
        Thread test = Thread.currentThread();
        FeatureFlagClient client = FeatureFlagClient.builder(new MemoryFeatureFlagStore())
                .clock(() -> {
                    if (Thread.currentThread() != test) {
                        inherited.complete(local.get());
                    }
                    return START;
                })
                .build();
        client.statistics().startCounting();
        assertThat(inherited.get()).isNull();
        client.close();
    }

    private static List<Thread> clocks() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("flipper-clock-of the clock test"))
                .toList();
    }

    @Test
    void withoutAThreadChecksAreCountedWithoutTheirTime() {
        IllegalStateException refusal = new IllegalStateException("the server stops");
        boolean[] refuses = {true};
        FeatureFlagClient client = client(() -> now, task -> {
            if (refuses[0]) {
                throw refusal;
            }
            return new Thread();
        });
        assertThat(log.warnings())
                .containsExactly("Client 'main': checks are counted, but not when the last one was: no thread looks");
        assertThat(log.thrown()).containsExactly(refusal);
        client.isEnabled("flag");
        assertThat(client.statistics().total()).isEqualTo(new CheckCounts(1, 1, 0, null));
        client.statistics().stopCounting();
        refuses[0] = false;
        client.statistics().startCounting();
        assertThat(client.statistics().of("flag")).isEqualTo(new CheckCounts(1, 1, 0, null));
        client.isEnabled("flag");
        assertThat(client.statistics().of("flag")).isEqualTo(new CheckCounts(2, 2, 0, SECOND));
        client.close();
    }

    @Test
    void anErrorIsARefusalToo() {
        Error error = new NoClassDefFoundError("the server stops");
        FeatureFlagClient client = client(() -> now, task -> {
            throw error;
        });
        assertThat(log.thrown()).containsExactly(error);
        assertThat(client.statistics().isCounting()).isTrue();
        client.isEnabled("flag");
        assertThat(client.statistics().total()).isEqualTo(new CheckCounts(1, 1, 0, null));
        client.close();
    }

    @Test
    void aFactoryThatGivesNoThreadIsARefusalToo() {
        FeatureFlagClient client = client(() -> now, task -> null);
        assertThat(log.thrown()).singleElement().asString().contains("gave no thread");
        client.isEnabled("flag");
        assertThat(client.statistics().total()).isEqualTo(new CheckCounts(1, 1, 0, null));
        client.close();
    }

    @Test
    void aClockThatFailsIsReplacedByTheSystems() {
        boolean[] fails = {false};
        FeatureFlagClient client = client(
                () -> {
                    if (fails[0]) {
                        throw new IllegalStateException("no time");
                    }
                    return now;
                },
                task -> new Thread());
        fails[0] = true;
        client.isEnabled("flag");
        tick(client);
        assertThat(client.statistics().of("flag").lastCheck()).isAfter(SECOND);
        client.close();
    }
}
