package dev.flipper;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flipper.store.CachedFeatureFlagStore;
import dev.flipper.store.FeatureFlagStore;
import dev.flipper.store.FlagDefinition;
import dev.flipper.store.FlagSlot;
import dev.flipper.store.MemoryFeatureFlagStore;
import dev.flipper.store.TextStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Every check counts once, whoever checks, changes and reads at the same time. */
class CheckStatisticsThreadsTest {

    private static final int THREADS = 8;
    private static final int CHECKS = 50_000;

    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS + 1);

    @AfterEach
    void shutDown() {
        threads.shutdownNow();
    }

    private interface Check {
        boolean ask(int number);
    }

    /** Gives how many checks answered true. */
    private long checkInAllThreads(int checks, Check check) throws Exception {
        CyclicBarrier start = new CyclicBarrier(THREADS);
        List<Future<Long>> counts = new ArrayList<>();
        for (int thread = 0; thread < THREADS; thread++) {
            counts.add(threads.submit(() -> {
                start.await();
                long enabled = 0;
                for (int i = 0; i < checks; i++) {
                    enabled += check.ask(i) ? 1 : 0;
                }
                return enabled;
            }));
        }
        long enabled = 0;
        for (Future<Long> count : counts) {
            enabled += count.get();
        }
        return enabled;
    }

    private void assertExactOver(FeatureFlagStore store, int checks) throws Exception {
        try (FeatureFlagClient client = FeatureFlagClient.open(store)) {
            CheckStatistics statistics = client.statistics();
            client.create("on", true);
            client.create("off");
            FeatureFlag handle = client.get("on");
            statistics.startCounting();
            checkInAllThreads(checks, i -> i % 2 == 0 ? client.isEnabled("off") : handle.isEnabled());
            long half = (long) THREADS * checks / 2;
            assertThat(statistics.of("on").checks()).isEqualTo(half);
            assertThat(statistics.of("on").enabled()).isEqualTo(half);
            assertThat(statistics.of("off").checks()).isEqualTo(half);
            assertThat(statistics.of("off").enabled()).isZero();
            assertThat(statistics.total().checks()).isEqualTo(2 * half);
            assertThat(statistics.total().lastCheck()).isNotNull();
        }
    }

    @Test
    void isExact() throws Exception {
        assertExactOver(new MemoryFeatureFlagStore(), CHECKS);
        assertExactOver(new CachedFeatureFlagStore(new TextStore()), CHECKS / 5);
    }

    @Test
    void totalsAreExactAndNeverGoDownWhileFlagsComeAndGo() throws Exception {
        try (FeatureFlagClient client = FeatureFlagClient.open(new MemoryFeatureFlagStore())) {
            CheckStatistics statistics = client.statistics();
            statistics.startCounting();
            FeatureFlag handle = client.get("flag");
            AtomicBoolean done = new AtomicBoolean();
            Future<Integer> changes = threads.submit(() -> comeAndGo(client, done));
            long enabled = checkInAllThreads(
                    CHECKS, i -> i % 2 == 0 ? client.isEnabled("flag", false) : handle.isEnabled(true));
            done.set(true);
            assertThat(changes.get()).isPositive();
            assertThat(statistics.total().checks()).isEqualTo((long) THREADS * CHECKS);
            assertThat(statistics.total().enabled()).isEqualTo(enabled);
            assertThat(statistics.of("flag").checks())
                    .as("of the flag that is gone")
                    .isZero();
        }
    }

    /** The check has found the answer, and comes to count it after who tells of the flag's end. */
    @Test
    void aFlagThatIsGoneBeforeItsFirstCheckIsCountedLeavesNoCounter() {
        MemoryFeatureFlagStore store = new MemoryFeatureFlagStore();
        store.create(FlagDefinition.of("flag", true, Instant.EPOCH, Map.of()));
        FlagSlot slot = store.slot("flag", "flag".hashCode());
        store.delete("flag");
        CheckCounters counters = new CheckCounters();
        counters.count(slot, "flag", true);
        assertThat(counters.of("flag", CheckSum.NEVER).checks()).isZero();
        assertThat(counters.total(CheckSum.NEVER).checks()).isEqualTo(1);
    }

    private static int comeAndGo(FeatureFlagClient client, AtomicBoolean done) {
        int rounds = 0;
        long before = 0;
        while (!done.get() || rounds == 0) {
            client.create("flag", true);
            client.statistics().of("flag");
            client.destroy("flag");
            CheckCounts total = client.statistics().total();
            assertThat(total.checks()).isGreaterThanOrEqualTo(before);
            assertThat(total.enabled()).isBetween(0L, total.checks());
            before = total.checks();
            rounds++;
        }
        return rounds;
    }
}
