package dev.flipper;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flipper.bucketing.NoOpBucketer;
import dev.flipper.bucketing.UnknownBucketer;
import dev.flipper.condition.Condition;
import dev.flipper.store.CachedFeatureFlagStore;
import dev.flipper.store.FeatureFlagStore;
import dev.flipper.store.MemoryFeatureFlagStore;
import dev.flipper.store.MirroredFeatureFlagStore;
import dev.flipper.store.TextStore;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Whatever is done with flags in whatever order, the numbers are those of a plain count. */
class CheckStatisticsOracleTest {

    static final List<Named<Supplier<FeatureFlagStore>>> STORES = List.of(
            Named.of("memory", MemoryFeatureFlagStore::new),
            Named.of("mirrored", () -> new MirroredFeatureFlagStore(new MemoryFeatureFlagStore())),
            Named.of("cached", () -> new CachedFeatureFlagStore(new TextStore())),
            Named.of("bare", TextStore::new));

    private static final int STEPS = 20_000;
    private static final EvaluationContext ADULT = EvaluationContext.of("age", 18);

    private final Random random = new Random(20240501);
    private final Map<String, FlagState> flags = new HashMap<>();
    private final Count total = new Count();

    private static final class Count {
        long checks;
        long enabled;
        long errors;

        CheckCounts counts() {
            return new CheckCounts(checks, enabled, errors, null);
        }

        void add(boolean answer, boolean error) {
            checks++;
            enabled += answer ? 1 : 0;
            errors += error ? 1 : 0;
        }
    }

    /** What the oracle knows of a flag that exists. */
    private static final class FlagState {
        final Count count = new Count();
        boolean enabled;
        boolean ruled;
        boolean unknown;
    }

    @ParameterizedTest
    @FieldSource("STORES")
    void countsAsAPlainCountDoes(Supplier<FeatureFlagStore> store) {
        try (LogCapture log = new LogCapture();
                FeatureFlagClient client = FeatureFlagClient.builder(store.get())
                        .threadFactory(task -> new Thread())
                        .build()) {
            Map<String, FeatureFlag> handles = new HashMap<>();
            client.statistics().startCounting();
            for (int step = 0; step < STEPS; step++) {
                String flag = "flag_" + random.nextInt(5);
                FeatureFlag handle = handles.computeIfAbsent(flag, client::get);
                if (random.nextInt(4) == 0) {
                    change(client, flag);
                } else {
                    check(client, handle);
                }
                assertThat(withoutTime(client.statistics().of(flag)))
                        .as("%s in step %s", flag, step)
                        .isEqualTo(
                                flags.containsKey(flag) ? flags.get(flag).count.counts() : new Count().counts());
                assertThat(withoutTime(client.statistics().total()))
                        .as("step %s", step)
                        .isEqualTo(total.counts());
            }
            assertThat(total.errors).isPositive();
            assertThat(log.errors()).isEmpty();
        }
    }

    private static CheckCounts withoutTime(CheckCounts counts) {
        return new CheckCounts(counts.checks(), counts.enabled(), counts.errors(), null);
    }

    private void check(FeatureFlagClient client, FeatureFlag handle) {
        boolean defaultValue = random.nextBoolean();
        boolean adult = random.nextBoolean();
        EvaluationContext context = adult ? ADULT : EvaluationContext.empty();
        boolean counting = client.statistics().isCounting();
        String flag = handle.name();
        boolean answer =
                switch (random.nextInt(4)) {
                    case 0 -> client.isEnabled(flag, context, defaultValue);
                    case 1 -> handle.isEnabled(context, defaultValue);
                    case 2 -> client.evaluate(flag, context).enabled();
                    default -> handle.evaluate(context).enabled();
                };
        if (counting) {
            FlagState state = flags.get(flag);
            boolean error = state != null && state.enabled && state.unknown && !(state.ruled && adult);
            total.add(answer, error);
            if (state != null) {
                state.count.add(answer, error);
            }
        }
    }

    private void change(FeatureFlagClient client, String flag) {
        FlagState state = flags.get(flag);
        int choice = random.nextInt(8);
        if (choice == 0) {
            switchCounting(client.statistics());
        } else if (state == null) {
            FlagState created = new FlagState();
            created.enabled = random.nextBoolean();
            client.create(flag, created.enabled);
            flags.put(flag, created);
        } else if (choice == 1) {
            client.destroy(flag);
            flags.remove(flag);
        } else if (choice <= 3) {
            client.enable(flag);
            state.enabled = true;
        } else if (choice == 4) {
            client.disable(flag);
            state.enabled = false;
        } else if (choice == 5) {
            state.ruled = !state.ruled;
            client.setConditions(flag, state.ruled ? List.of(Condition.of("age__gt", 17)) : List.of());
        } else {
            state.unknown = !state.unknown;
            client.setBucketer(
                    flag, state.unknown ? new UnknownBucketer("Tenant", Map.of(), "unknown") : new NoOpBucketer());
        }
    }

    private static void switchCounting(CheckStatistics statistics) {
        if (statistics.isCounting()) {
            statistics.stopCounting();
        } else {
            statistics.startCounting();
        }
    }
}
