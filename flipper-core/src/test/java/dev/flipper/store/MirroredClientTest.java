package dev.flipper.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.ThreadMXBean;
import dev.flipper.CheckCounts;
import dev.flipper.CheckStatistics;
import dev.flipper.EvaluationContext;
import dev.flipper.FeatureFlag;
import dev.flipper.FeatureFlagClient;
import dev.flipper.LogCapture;
import dev.flipper.Reason;
import dev.flipper.StoreException;
import dev.flipper.event.FlagChange;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A client over a mirror, as applications have it. */
class MirroredClientTest {

    private static final int CHECKS = 1_000_000;

    private final RemoteStore remote = new RemoteStore();
    private final ManualTasks tasks = new ManualTasks();
    private final LogCapture log = new LogCapture();
    private FeatureFlagClient client;

    @BeforeEach
    void open() {
        remote.data.create(RemoteStore.flag("on").withEnabled(true));
        remote.data.create(RemoteStore.flag("off"));
        client = FeatureFlagClient.open(MirroredFeatureFlagStore.builder(remote)
                .startTimeout(Duration.ZERO)
                .tasks(tasks)
                .clock(tasks)
                .build());
        tasks.runDue();
    }

    @AfterEach
    void close() {
        client.close();
        log.close();
    }

    /** Counted instead of asserted one by one: a million assertions would take longer than all other tests. */
    private int wrongAnswers(FeatureFlag on, FeatureFlag off) {
        int wrong = 0;
        for (int i = 0; i < CHECKS; i++) {
            boolean right = (i & 1) == 0
                    ? client.isEnabled("on") && !client.isEnabled("off", true)
                    : on.isEnabled() && !off.isEnabled(true);
            wrong += right ? 0 : 1;
        }
        return wrong;
    }

    @Test
    void anOutageIsNotNoticedByAnyCheck() {
        FeatureFlag on = client.get("on");
        FeatureFlag off = client.get("off");
        remote.cut();
        remote.data.update("on", flag -> flag.withEnabled(false));
        remote.data.update("off", flag -> flag.withEnabled(true));
        tasks.advance(Duration.ofMinutes(5));
        assertThat(wrongAnswers(on, off)).isZero();
        tasks.advance(Duration.ofMinutes(5));
        // The store's client library need not notice that it is back.
        remote.away = false;
        tasks.advance(Duration.ofSeconds(2));
        assertThat(client.isEnabled("on")).isFalse();
        assertThat(on.isEnabled()).isFalse();
        assertThat(client.isEnabled("off")).isTrue();
        assertThat(off.isEnabled()).isTrue();
    }

    @Test
    void managementFailsWithTheCauseWhileTheStoreIsAway() {
        remote.cut();
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> client.disable("on"))
                .withMessageContaining("The store is away");
        assertThat(client.isEnabled("on")).isTrue();
        assertThat(client.exists("on")).isTrue();
        assertThat(client.list()).hasSize(2);
    }

    @Test
    void aFlagThatIsRemovedElsewhereIsCountedAnewWhenItIsBack() {
        CheckStatistics statistics = client.statistics();
        statistics.startCounting();
        assertThat(client.isEnabled("on")).isTrue();
        remote.remove("on");
        tasks.runDue();
        assertThat(statistics.of("on").checks()).isZero();
        remote.set("on", 1);
        tasks.runDue();
        assertThat(client.isEnabled("on")).isFalse();
        remote.corrupt("on");
        tasks.runDue();
        assertThat(client.isEnabled("on", true)).isTrue();
        CheckCounts counts = statistics.of("on");
        assertThat(counts.checks()).isEqualTo(2);
        assertThat(counts.enabled()).isEqualTo(1);
        assertThat(counts.errors()).isEqualTo(1);
        client.destroy("on");
        assertThat(statistics.of("on").checks()).isZero();
        assertThat(statistics.total().checks()).isEqualTo(3);
        assertThat(statistics.total().errors()).isEqualTo(1);
    }

    @Test
    void changesFromElsewhereAreTold() {
        List<FlagChange> told = new ArrayList<>();
        client.events().onExternalChange(told::add);
        FlagDefinition before = client.getDefinition("on");
        client.setClientData("on", Map.of("own", 1));
        FlagDefinition own = client.getDefinition("on");
        tasks.runDue();
        assertThat(told).isEmpty();
        remote.set("on", 1);
        tasks.runDue();
        FlagDefinition foreign = client.getDefinition("on");
        remote.remove("on");
        tasks.runDue();
        assertThat(told).containsExactly(new FlagChange("on", own, foreign), new FlagChange("on", foreign, null));
        assertThat(before).isNotEqualTo(own);
    }

    @Test
    void withoutAnyStateChecksAnswerTheirDefaultWithTheReason() {
        RemoteStore away = new RemoteStore();
        away.away = true;
        FeatureFlagClient empty = FeatureFlagClient.open(MirroredFeatureFlagStore.builder(away)
                .startTimeout(Duration.ZERO)
                .tasks(tasks)
                .clock(tasks)
                .build());
        assertThat(empty.isEnabled("on")).isFalse();
        assertThat(empty.isEnabled("on", true)).isTrue();
        assertThat(empty.get("on").isEnabled(true)).isTrue();
        assertThat(empty.evaluate("on", EvaluationContext.empty()).reason()).isEqualTo(Reason.ERROR);
    }

    /** Measured in one thread by the JVM itself; some warming up is allowed, as everywhere. */
    @Test
    void checksAllocateNothingAndDoNotAskTheStore() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        assumeTrue(threads.isThreadAllocatedMemorySupported(), "this JVM does not count");
        FeatureFlag on = client.get("on");
        FeatureFlag off = client.get("off");
        remote.cut();
        wrongAnswers(on, off);
        int readings = remote.readings.get() + remote.fullReadings.get();
        long before = threads.getCurrentThreadAllocatedBytes();
        wrongAnswers(on, off);
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;
        assertThat(allocated).isLessThan(CHECKS / 100);
        assertThat(remote.readings.get() + remote.fullReadings.get()).isEqualTo(readings);
    }
}
