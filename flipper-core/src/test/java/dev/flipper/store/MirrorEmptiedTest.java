package dev.flipper.store;

import static dev.flipper.store.RemoteStore.flag;
import static org.assertj.core.api.Assertions.assertThat;

import dev.flipper.LogCapture;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A store that turns out to have no flags any more, as one that keeps them in memory and was restarted. */
class MirrorEmptiedTest {

    private static final Duration POLL = Duration.ofSeconds(60);

    private final RemoteStore remote = new RemoteStore();
    private final ManualTasks tasks = new ManualTasks();
    private final LogCapture log = new LogCapture();

    @AfterEach
    void release() {
        log.close();
    }

    private MirroredFeatureFlagStore started(MirroredFeatureFlagStoreBuilder builder) {
        MirroredFeatureFlagStore mirror = builder.startTimeout(Duration.ZERO)
                .tasks(tasks)
                .clock(tasks)
                .random(() -> -1L)
                .build();
        tasks.runDue();
        return mirror;
    }

    private MirroredFeatureFlagStore mirrored() {
        return started(MirroredFeatureFlagStore.builder(remote));
    }

    /** Nobody tells of the single flags. */
    private void lose(String... flags) {
        remote.notifies = false;
        for (String flag : flags) {
            remote.remove(flag);
        }
        remote.notifies = true;
    }

    @Test
    void thatAllFlagsAreGoneIsToldOnce() {
        remote.set("a", 1);
        remote.set("b", 1);
        remote.set("c", 1);
        MirroredFeatureFlagStore mirror = mirrored();
        remote.cut();
        lose("a", "b", "c");
        remote.mend();
        tasks.runDue();
        assertThat(mirror.get("a")).isNull();
        assertThat(log.warnings())
                .containsExactly("The RemoteStore has no flags any more, where 3 were: checks answer their defaults."
                        + " If nobody has removed them the store has lost its data");

        tasks.advance(POLL.multipliedBy(10));
        assertThat(log.warnings()).hasSize(1);
    }

    @Test
    void itIsToldEachTime() {
        mirrored();
        for (int i = 1; i <= 2; i++) {
            remote.set("a", i);
            tasks.runDue();
            lose("a");
            tasks.advance(POLL);
            assertThat(log.warnings())
                    .hasSize(i)
                    .allMatch(warning ->
                            warning.startsWith("The RemoteStore has no flags any more, where one was: checks"));
        }
    }

    @Test
    void flagsThatAreRemovedOneByOneAreNotLost() {
        remote.set("a", 1);
        remote.set("b", 1);
        MirroredFeatureFlagStore mirror = mirrored();
        remote.remove("a");
        tasks.runDue();
        mirror.delete("b");
        tasks.advance(POLL.multipliedBy(2));
        assertThat(log.warnings()).isEmpty();
    }

    @Test
    void aStoreThatNeverHadFlagsHasLostNone() {
        mirrored();
        tasks.advance(POLL.multipliedBy(2));
        assertThat(log.warnings()).isEmpty();
    }

    @Test
    void aStoreWithSomeLeftHasNotLostItsData() {
        remote.set("a", 1);
        remote.set("b", 1);
        mirrored();
        lose("a");
        tasks.advance(POLL);
        assertThat(log.warnings()).isEmpty();
    }

    @Test
    void aFlagThatIsMadeHereMeanwhileIsLeft() {
        remote.set("a", 1);
        MirroredFeatureFlagStore mirror = mirrored();
        lose("a");
        remote.onTheWay = () -> {
            remote.onTheWay = () -> {};
            mirror.create(flag("b"));
        };
        tasks.advance(POLL);
        assertThat(mirror.get("a")).isNull();
        assertThat(mirror.get("b")).isNotNull();
        assertThat(log.warnings()).isEmpty();
    }

    @Test
    void theFlagsOfASnapshotAreGoneToo(@TempDir Path folder) {
        Path file = folder.resolve("flags");
        remote.set("a", 1);
        started(MirroredFeatureFlagStore.builder(remote).snapshot(file)).close();
        RemoteStore restarted = new RemoteStore();
        restarted.away = true;
        ManualTasks later = new ManualTasks();
        MirroredFeatureFlagStore mirror = MirroredFeatureFlagStore.builder(restarted)
                .snapshot(file)
                .startTimeout(Duration.ZERO)
                .tasks(later)
                .clock(later)
                .build();
        later.runDue();
        assertThat(mirror.get("a")).isNotNull();
        restarted.mend();
        later.advance(Duration.ofSeconds(2));
        assertThat(mirror.get("a")).isNull();
        assertThat(log.warnings()).anyMatch(warning -> warning.contains("no flags any more, where one was"));
        mirror.close();
    }
}
