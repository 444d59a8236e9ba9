package dev.flipper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.ThreadMXBean;
import dev.flipper.bucketing.ConsistentHashPercentageBucketer;
import dev.flipper.bucketing.Percentage;
import dev.flipper.bucketing.PercentageBucketer;
import dev.flipper.bucketing.UnknownBucketer;
import dev.flipper.condition.Condition;
import dev.flipper.store.CachedFeatureFlagStore;
import dev.flipper.store.MemoryFeatureFlagStore;
import java.lang.management.ManagementFactory;
import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Checks on a local copy allocate nothing. Counts bytes, not time; what the virtual machine itself allocates now and
 * then in the thread (compiling, profiling) is why there are several attempts and the bound is not quite zero.
 */
class CheckAllocationTest {

    private static final int CHECKS = 100_000;
    private static final int ATTEMPTS = 10;
    private static final EvaluationContext NUMBER = EvaluationContext.of("user_id", 4711, "age", 30);
    private static final EvaluationContext TEXT = EvaluationContext.of("user_id", "jane.doe@example.org", "age", 30);

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final FeatureFlagClient client = FeatureFlagClient.open(new MemoryFeatureFlagStore());
    private final FeatureFlag handle = client.create("flag", true);

    @BeforeEach
    void requireCounting() {
        assumeTrue(threads.isThreadAllocatedMemorySupported() && threads.isThreadAllocatedMemoryEnabled());
    }

    private void assertAllocatesNothing(BooleanSupplier check) {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < ATTEMPTS && least >= CHECKS; i++) {
            least = Math.min(least, allocatedBy(check));
        }
        assertThat(least).as("bytes in %s checks", CHECKS).isLessThan(CHECKS);
    }

    private long allocatedBy(BooleanSupplier check) {
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < CHECKS; i++) {
            if (!check.getAsBoolean()) {
                throw new AssertionError("the flag is on");
            }
        }
        return threads.getCurrentThreadAllocatedBytes() - before;
    }

    @Test
    void allocationIsSeen() {
        Object[] sink = new Object[1];
        assertThat(allocatedBy(() -> {
                    sink[0] = new Object();
                    return true;
                }))
                .isGreaterThanOrEqualTo(CHECKS * 8L);
    }

    @Test
    void byName() {
        assertAllocatesNothing(() -> client.isEnabled("flag"));
        assertAllocatesNothing(() -> client.isEnabled("flag", NUMBER, false));
        assertAllocatesNothing(() -> client.isEnabled("absent", true));
    }

    /** Until each has been looked up once the table of slots grows, so that is done before. */
    @Test
    void byNameAmongManyFlags() {
        String[] names = new String[10_000];
        for (int i = 0; i < names.length; i++) {
            names[i] = "flag_" + i;
            client.create(names[i], true);
        }
        for (String name : names) {
            assertThat(client.isEnabled(name)).isTrue();
        }
        int[] at = {0};
        assertAllocatesNothing(() -> client.isEnabled(names[at[0]++ % names.length]));
        assertAllocatesNothing(() -> client.isEnabled(names[at[0]++ % names.length], NUMBER));
    }

    @Test
    void throughAHandle() {
        assertAllocatesNothing(handle::isEnabled);
        assertAllocatesNothing(() -> handle.isEnabled(NUMBER));
        assertAllocatesNothing(() -> handle.evaluate(NUMBER).enabled());
    }

    @Test
    void withACondition() {
        handle.addCondition(Condition.of("age__gte", 18));
        assertAllocatesNothing(() -> client.isEnabled("flag", NUMBER));
        assertAllocatesNothing(() -> handle.isEnabled(TEXT));
    }

    @Test
    void withAConditionOnText() {
        handle.addCondition(Condition.of("user_id__ne", "joe", "user_id__in", new String[] {"jane.doe@example.org"}));
        assertAllocatesNothing(() -> handle.isEnabled(TEXT));
    }

    @Test
    void withAConsistentHashOfANumber() {
        handle.setBucketer(ConsistentHashPercentageBucketer.of(Percentage.of(1), "user_id"));
        assertAllocatesNothing(() -> client.isEnabled("flag", NUMBER));
        assertAllocatesNothing(() -> handle.isEnabled(NUMBER));
    }

    @Test
    void withAConsistentHashOfAText() {
        handle.setBucketer(ConsistentHashPercentageBucketer.of(Percentage.of(1), "user_id"));
        assertAllocatesNothing(() -> client.isEnabled("flag", TEXT));
        assertAllocatesNothing(() -> handle.isEnabled(TEXT));
        assertAllocatesNothing(() -> handle.evaluate(TEXT).enabled());
    }

    @Test
    void byChance() {
        handle.setBucketer(new PercentageBucketer(Percentage.of(1)));
        assertAllocatesNothing(handle::isEnabled);
    }

    @Test
    void withAConsistentHashOverEveryKindOfValue() {
        EvaluationContext every = EvaluationContext.builder()
                .put("decimal", 1.2345e-7)
                .put("big", new BigInteger("123456789012345678901234567890"))
                .put("list", List.of(0.1, List.of("text", 7)))
                .put("map", Map.of("a", 1, "b", 2.5))
                .put("truth", true)
                .put("nothing", null)
                .build();
        handle.setBucketer(ConsistentHashPercentageBucketer.of(Percentage.of(1)));
        assertAllocatesNothing(() -> handle.isEnabled(every));
        assertAllocatesNothing(() -> handle.isEnabled(every.overriddenBy(EvaluationContext.empty())));
    }

    @Test
    void withAConditionBetweenNumbersOfDifferentKinds() {
        handle.addCondition(Condition.of("small__lt", new BigInteger("123456789012345678901234567890")));
        EvaluationContext small = EvaluationContext.of("small", 0.5);
        assertAllocatesNothing(() -> handle.isEnabled(small));
    }

    @Test
    void withoutAVerdict() {
        handle.setBucketer(new UnknownBucketer("Tenant", Map.of(), "unknown"));
        assertAllocatesNothing(() -> handle.isEnabled(NUMBER, true));
    }

    @Test
    void fromACache() {
        CachedFeatureFlagStore.Builder cache =
                CachedFeatureFlagStore.builder(new MemoryFeatureFlagStore()).timeToLive(Duration.ofDays(1));
        try (FeatureFlagClient cached = FeatureFlagClient.open(cache.build())) {
            FeatureFlag flag = cached.create("flag", true);
            assertAllocatesNothing(() -> cached.isEnabled("flag"));
            assertAllocatesNothing(flag::isEnabled);
            assertAllocatesNothing(() -> cached.isEnabled("absent", true));
        }
    }

    @Test
    void whileChecksAreCounted() {
        client.statistics().startCounting();
        handle.isEnabled();
        assertAllocatesNothing(() -> client.isEnabled("flag"));
        assertAllocatesNothing(handle::isEnabled);
        assertAllocatesNothing(() -> client.isEnabled("absent", true));
        handle.addCondition(Condition.of("age__gte", 18));
        assertAllocatesNothing(() -> handle.isEnabled(NUMBER));
        handle.setConditions(List.of());
        handle.setBucketer(new UnknownBucketer("Tenant", Map.of(), "unknown"));
        assertAllocatesNothing(() -> handle.isEnabled(NUMBER, true));
        client.close();
    }

    @Test
    void whileChecksAreCountedFromACache() {
        try (FeatureFlagClient cached =
                FeatureFlagClient.open(new CachedFeatureFlagStore(new MemoryFeatureFlagStore()))) {
            FeatureFlag flag = cached.create("flag", true);
            cached.statistics().startCounting();
            flag.isEnabled();
            assertAllocatesNothing(() -> cached.isEnabled("flag"));
            assertAllocatesNothing(flag::isEnabled);
            assertAllocatesNothing(() -> cached.isEnabled("absent", true));
        }
    }
}
