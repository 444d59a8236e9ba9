package dev.flipper.store;

import static dev.flipper.store.RemoteStore.flag;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Own writes with an outcome that is hard to tell. */
class MirrorWritesTest {

    private final RemoteStore remote = new RemoteStore();
    private final FailingStore failing = new FailingStore(remote);
    private final ManualTasks tasks = new ManualTasks();

    private MirroredFeatureFlagStore mirrored() {
        MirroredFeatureFlagStore mirror = MirroredFeatureFlagStore.builder(failing)
                .startTimeout(Duration.ZERO)
                .tasks(tasks)
                .clock(tasks)
                .build();
        tasks.runDue();
        return mirror;
    }

    private static Object value(FeatureFlagStore store, String flag) {
        return store.get(flag).metadata().clientData().get("value");
    }

    private static UnaryOperator<FlagDefinition> to(Object value) {
        return old -> old.withClientData(Map.of("value", value));
    }

    @ParameterizedTest
    @EnumSource(
            value = SenselessStore.class,
            names = {"NOTHING_AT_ALL", "NOTHING_BEFORE", "NOTHING_AFTER", "ANOTHER_FLAG_BEFORE", "ANOTHER_FLAG_AFTER"})
    void aSenselessChangeIsLookedUp(SenselessStore answer) {
        remote.set("flag", 1);
        MirroredFeatureFlagStore mirror = mirrored();
        remote.notifies = false;
        remote.set("flag", 2);
        failing.answerAt(FailingStore.Call.UPDATE, answer);
        mirror.update("flag", to(3));
        assertThat(value(mirror, "flag")).isEqualTo(1);
        tasks.runDue();
        assertThat(value(mirror, "flag")).isEqualTo(2);
    }

    @Test
    void aSenselessRemovalIsLookedUp() {
        remote.set("flag", 1);
        MirroredFeatureFlagStore mirror = mirrored();
        remote.notifies = false;
        remote.set("flag", 2);
        failing.answerAt(FailingStore.Call.DELETE, SenselessStore.SOMETHING_AFTER);
        mirror.delete("flag");
        assertThat(value(mirror, "flag")).isEqualTo(1);
        tasks.runDue();
        assertThat(value(mirror, "flag")).isEqualTo(2);
    }

    /** As by a listener of the store itself, which is called in the writer's thread before the outer write returns. */
    @Test
    void aWriteWithinAWriteOfTheSameFlagIsNotUndone() {
        remote.set("a", 1);
        MirroredFeatureFlagStore mirror = mirrored();
        remote.notifies = false;
        List<Object> told = new ArrayList<>();
        mirror.subscribe(new Values(told));
        remote.written = () -> {
            remote.written = () -> {};
            mirror.update("a", to(3));
            assertThat(value(mirror, "a")).isEqualTo(3);
        };
        mirror.update("a", to(2));
        assertThat(value(mirror, "a")).isEqualTo(3);
        assertThat(told).containsExactly(2, 3);
        tasks.runDue();
        mirror.update("a", to(4));
        assertThat(remote.readings).as("the next one is an ordinary write").hasValue(1);
    }

    @Test
    void aWriteWithinAWriteWhoseOutcomeIsUnknownIsLookedUp() {
        remote.set("a", 1);
        MirroredFeatureFlagStore mirror = mirrored();
        remote.notifies = false;
        remote.written = () -> {
            remote.written = () -> {};
            mirror.update("a", to(3));
            remote.away = true;
        };
        mirror.update("a", to(2));
        assertThat(value(mirror, "a")).isEqualTo(3);
        remote.set("a", 4);
        remote.away = false;
        tasks.advance(Duration.ofSeconds(2));
        assertThat(value(mirror, "a")).isEqualTo(4);
    }

    /** The second one may be faster on its way back, if it does not wait. */
    @Test
    void ofTwoWritersTheLaterOutcomeStays() throws Exception {
        remote.set("a", 1);
        MirroredFeatureFlagStore mirror = mirrored();
        remote.notifies = false;
        AtomicBoolean waited = new AtomicBoolean();
        Thread second = new Thread(() -> mirror.update("a", to(3)));
        remote.written = () -> {
            remote.written = () -> {};
            second.start();
            while (second.isAlive() && second.getState() != Thread.State.WAITING) {
                Thread.onSpinWait();
            }
            waited.set(second.isAlive());
        };
        mirror.update("a", to(2));
        second.join();
        assertThat(waited).isTrue();
        assertThat(value(remote.data, "a")).isEqualTo(3);
        assertThat(value(mirror, "a")).isEqualTo(3);
    }

    private record Values(List<Object> told) implements StoreListener {
        @Override
        public void changed(String name) {}

        @Override
        public void changed(String name, Change change) {
            told.add(change.after().metadata().clientData().get("value"));
        }
    }

    @Test
    void aWriteBeforeTheFirstReadingShows() {
        remote.onTheWay = () -> {
            throw new IllegalStateException("not yet");
        };
        MirroredFeatureFlagStore mirror = mirrored();
        assertThat(mirror.create(flag("a"))).isTrue();
        assertThat(mirror.get("a")).isEqualTo(flag("a"));
        remote.onTheWay = () -> {};
        tasks.advance(Duration.ofSeconds(2));
        assertThat(mirror.get("a")).isEqualTo(flag("a"));
        assertThat(mirror.get("b")).isNull();
    }
}
