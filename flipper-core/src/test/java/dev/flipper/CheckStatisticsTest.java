package dev.flipper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import dev.flipper.bucketing.UnknownBucketer;
import dev.flipper.condition.Condition;
import dev.flipper.store.CachedFeatureFlagStore;
import dev.flipper.store.FeatureFlagStore;
import dev.flipper.store.FlagDefinition;
import dev.flipper.store.MemoryFeatureFlagStore;
import dev.flipper.store.TextStore;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is counted, where, and from when on. */
class CheckStatisticsTest {

    private static final EvaluationContext SOMEBODY = EvaluationContext.of("user_id", 1);

    private final MemoryFeatureFlagStore store = new MemoryFeatureFlagStore();
    private final FeatureFlagClient client = FeatureFlagClient.open(store);
    private final CheckStatistics statistics = client.statistics();
    private final LogCapture log = new LogCapture();

    @BeforeEach
    void create() {
        client.create("on", true);
        client.create("off");
    }

    @AfterEach
    void close() {
        client.close();
        log.close();
    }

    private static void assertCounts(CheckCounts counts, long checks, long enabled, long errors) {
        assertThat(new CheckCounts(counts.checks(), counts.enabled(), counts.errors(), null))
                .isEqualTo(new CheckCounts(checks, enabled, errors, null));
    }

    private void assertFlag(String flag, long checks, long enabled, long errors) {
        assertCounts(statistics.of(flag), checks, enabled, errors);
    }

    private void assertTotal(long checks, long enabled, long errors) {
        assertCounts(statistics.total(), checks, enabled, errors);
    }

    @Test
    void nothingIsCountedUntilSomebodyStarts() {
        assertThat(client.isEnabled("on")).isTrue();
        assertThat(statistics.isCounting()).isFalse();
        assertThat(statistics.total()).isEqualTo(new CheckCounts(0, 0, 0, null));
        assertThat(statistics.of("on")).isEqualTo(new CheckCounts(0, 0, 0, null));
        client.destroy("on");
        assertThat(client.statistics()).isSameAs(statistics);
    }

    @Test
    void countsByNameAndThroughAHandle() {
        FeatureFlag handle = client.get("on");
        assertThat(handle.isEnabled()).isTrue();
        statistics.startCounting();
        assertThat(statistics.isCounting()).isTrue();
        assertThat(client.isEnabled("on")).isTrue();
        assertThat(client.isEnabled("on", SOMEBODY)).isTrue();
        assertThat(handle.isEnabled()).isTrue();
        assertThat(handle.isEnabled(SOMEBODY)).isTrue();
        assertThat(client.get("on").isEnabled(false)).isTrue();
        assertThat(handle.evaluate(SOMEBODY).enabled()).isTrue();
        assertThat(client.evaluate("on", SOMEBODY).enabled()).isTrue();
        assertThat(client.isEnabled("off")).isFalse();
        assertThat(client.get("off").isEnabled(true)).isFalse();
        assertThat(client.evaluate("off", SOMEBODY).enabled()).isFalse();
        assertFlag("on", 7, 7, 0);
        assertFlag("off", 3, 0, 0);
        assertTotal(10, 7, 0);
    }

    @Test
    void countsByRules() {
        statistics.startCounting();
        client.addCondition("on", Condition.of("user_id", 1));
        FeatureFlag handle = client.get("on");
        assertThat(handle.isEnabled(SOMEBODY)).isTrue();
        assertThat(handle.isEnabled(EvaluationContext.of("user_id", 2))).isFalse();
        assertThat(client.isEnabled("on", SOMEBODY)).isTrue();
        assertThat(client.evaluate("on", SOMEBODY).enabled()).isTrue();
        assertFlag("on", 4, 3, 0);
    }

    @Test
    void countsAnswersThatAreDefaults() {
        statistics.startCounting();
        client.setBucketer("on", new UnknownBucketer("Tenant", Map.of(), "unknown"));
        assertThat(client.isEnabled("on", true)).isTrue();
        assertThat(client.get("on").isEnabled()).isFalse();
        assertThat(client.evaluate("on", SOMEBODY).reason()).isEqualTo(Reason.ERROR);
        assertFlag("on", 3, 1, 3);
        assertThat(client.isEnabled("absent", true)).isTrue();
        assertThat(client.evaluate("absent", SOMEBODY).reason()).isEqualTo(Reason.NOT_FOUND);
        assertThat(client.get("absent").isEnabled()).isFalse();
        assertFlag("absent", 0, 0, 0);
        assertTotal(6, 2, 3);
    }

    @Test
    void aCheckWithoutAContextIsNone() {
        statistics.startCounting();
        assertThatNullPointerException().isThrownBy(() -> client.isEnabled("on", null));
        assertThatNullPointerException().isThrownBy(() -> client.get("on").isEnabled((EvaluationContext) null));
        assertThatNullPointerException().isThrownBy(() -> client.evaluate("on", null));
        assertThatNullPointerException().isThrownBy(() -> statistics.of(null));
        assertTotal(0, 0, 0);
    }

    @Test
    void theNumbersStayAndGoOn() {
        statistics.startCounting();
        client.isEnabled("on");
        statistics.stopCounting();
        statistics.stopCounting();
        assertThat(statistics.isCounting()).isFalse();
        client.isEnabled("on");
        client.evaluate("on", SOMEBODY);
        assertFlag("on", 1, 1, 0);
        statistics.startCounting();
        statistics.startCounting();
        client.isEnabled("on");
        assertFlag("on", 2, 2, 0);
        client.close();
        assertThat(statistics.isCounting()).isFalse();
        statistics.startCounting();
        assertThat(statistics.isCounting()).isFalse();
        client.isEnabled("on");
        assertTotal(2, 2, 0);
    }

    @Test
    void aFlagThatIsCreatedAgainBeginsAtZero() {
        statistics.startCounting();
        FeatureFlag handle = client.get("on");
        handle.isEnabled();
        client.destroy("on");
        assertFlag("on", 0, 0, 0);
        assertTotal(1, 1, 0);
        handle.isEnabled();
        client.create("on", true);
        assertFlag("on", 0, 0, 0);
        handle.isEnabled();
        client.isEnabled("on");
        assertFlag("on", 2, 2, 0);
        assertTotal(4, 3, 0);
    }

    @Test
    void aFlagThatOthersHaveRemovedBeginsAtZero() {
        statistics.startCounting();
        client.isEnabled("on");
        store.delete("on");
        assertFlag("on", 0, 0, 0);
        store.create(FlagDefinition.of("on", true, Instant.EPOCH, Map.of()));
        assertTotal(1, 1, 0);
        client.isEnabled("on");
        store.update("on", definition -> definition.withEnabled(false));
        client.isEnabled("on");
        assertFlag("on", 2, 1, 0);
    }

    /** A store may tell of a removal when the flag has been created again, and checked. */
    @Test
    void newsThatHaveBeenOvertakenEndNoCounter() {
        FeatureFlag[] handles = new FeatureFlag[1];
        store.subscribe(name -> {
            if (store.get("on") == null) {
                store.create(FlagDefinition.of("on", true, Instant.EPOCH, Map.of()));
                handles[0].isEnabled();
                handles[0].isEnabled();
            }
        });
        try (FeatureFlagClient late = FeatureFlagClient.open(store)) {
            late.statistics().startCounting();
            handles[0] = late.get("on");
            late.isEnabled("on");
            store.delete("on");
            assertCounts(late.statistics().of("on"), 2, 2, 0);
            handles[0].isEnabled();
            assertCounts(late.statistics().of("on"), 3, 3, 0);
            assertCounts(late.statistics().total(), 4, 4, 0);
        }
    }

    @Test
    void clientsOfOneStoreCountForThemselves() {
        try (FeatureFlagClient other = FeatureFlagClient.open(store)) {
            statistics.startCounting();
            other.statistics().startCounting();
            FeatureFlag handle = other.get("on");
            client.isEnabled("on");
            for (int i = 0; i < 3; i++) {
                other.isEnabled("on");
                handle.isEnabled();
            }
            other.setBucketer("on", new UnknownBucketer("Tenant", Map.of(), "unknown"));
            handle.isEnabled();
            assertFlag("on", 1, 1, 0);
            assertCounts(other.statistics().of("on"), 7, 6, 1);
            client.destroy("on");
            assertFlag("on", 0, 0, 0);
            assertCounts(other.statistics().of("on"), 0, 0, 0);
            assertCounts(other.statistics().total(), 7, 6, 1);
        }
    }

    @Test
    void moreFlagsThanFitIntoOneArray() {
        statistics.startCounting();
        for (int i = 0; i < 200; i++) {
            client.create("flag_" + i, i % 2 == 0);
        }
        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < 200; i++) {
                for (int check = 0; check <= i; check++) {
                    client.isEnabled("flag_" + i);
                }
            }
        }
        for (int i = 0; i < 200; i++) {
            long checks = 2L * (i + 1);
            assertFlag("flag_" + i, checks, i % 2 == 0 ? checks : 0, 0);
        }
        assertTotal(200 * 201, 100 * 200, 0);
    }

    @Test
    void countsWhereEverybodyIsAskedForAttributes() {
        try (FeatureFlagClient asking =
                FeatureFlagClient.builder(store).contextProvider(() -> SOMEBODY).build()) {
            asking.statistics().startCounting();
            assertThat(asking.isEnabled("on")).isTrue();
            assertThat(asking.get("off").isEnabled()).isFalse();
            assertCounts(asking.statistics().total(), 2, 1, 0);
        }
    }

    @Test
    void aContextProviderThatFailsIsAnErrorOfTheFlag() {
        try (FeatureFlagClient asking = FeatureFlagClient.builder(store)
                .contextProvider(() -> {
                    throw new IllegalStateException("no request");
                })
                .build()) {
            asking.statistics().startCounting();
            assertThat(asking.isEnabled("on", true)).isTrue();
            assertThat(asking.get("on").isEnabled()).isFalse();
            assertCounts(asking.statistics().of("on"), 2, 1, 2);
        }
    }

    private static void assertCountsOver(FeatureFlagStore store, TextStore texts) {
        try (FeatureFlagClient client = FeatureFlagClient.open(store)) {
            client.create("flag", true);
            CheckStatistics statistics = client.statistics();
            statistics.startCounting();
            FeatureFlag handle = client.get("flag");
            client.isEnabled("flag");
            handle.isEnabled();
            handle.evaluate(SOMEBODY);
            client.isEnabled("absent", true);
            assertCounts(statistics.of("flag"), 3, 3, 0);
            assertCounts(statistics.of("absent"), 0, 0, 0);
            assertCounts(statistics.total(), 4, 4, 0);
            texts.put("broken", "no JSON");
            client.isEnabled("broken", true);
            client.get("broken").isEnabled();
            assertCounts(statistics.of("broken"), 2, 1, 2);
            client.destroy("broken");
            assertCounts(statistics.of("broken"), 0, 0, 0);
            client.destroy("flag");
            assertCounts(statistics.of("flag"), 0, 0, 0);
            client.create("flag", true);
            client.isEnabled("flag");
            assertCounts(statistics.of("flag"), 1, 1, 0);
            assertCounts(statistics.total(), 7, 6, 2);
        }
    }

    @Test
    void countsOverAStoreThatHoldsNoFlagsInThisProcess() {
        TextStore texts = new TextStore();
        assertCountsOver(texts, texts);
    }

    @Test
    void countsOverACache() {
        TextStore texts = new TextStore();
        assertCountsOver(new CachedFeatureFlagStore(texts), texts);
    }

    @Test
    void aCheckTellsThatAFlagIsGoneIfNobodyElseDoes() {
        TextStore texts = new TextStore();
        try (FeatureFlagClient bare = FeatureFlagClient.open(texts)) {
            bare.create("flag", true);
            bare.statistics().startCounting();
            bare.isEnabled("flag");
            texts.delete("flag");
            assertCounts(bare.statistics().of("flag"), 1, 1, 0);
            bare.isEnabled("flag");
            assertCounts(bare.statistics().of("flag"), 0, 0, 0);
            assertCounts(bare.statistics().total(), 2, 1, 0);
        }
    }

    @Test
    void aStoreThatFailsIsAnErrorOfTheFlagIfItIsKnown() {
        TextStore texts = new TextStore();
        try (FeatureFlagClient bare = FeatureFlagClient.open(texts)) {
            bare.create("flag", true);
            bare.statistics().startCounting();
            bare.isEnabled("flag");
            texts.failWith(new IllegalStateException("connection refused"));
            bare.isEnabled("flag", true);
            bare.isEnabled("perhaps", true);
            assertCounts(bare.statistics().of("flag"), 2, 2, 1);
            assertCounts(bare.statistics().of("perhaps"), 0, 0, 0);
            assertCounts(bare.statistics().total(), 3, 3, 2);
            texts.recover();
        }
    }

    @Test
    void theShareIsThatOfChecks() {
        assertThat(new CheckCounts(0, 0, 0, null).enabledShare()).isEmpty();
        assertThat(new CheckCounts(4, 1, 0, null).enabledShare()).hasValue(0.25);
    }
}
