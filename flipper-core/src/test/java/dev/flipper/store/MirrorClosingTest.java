package dev.flipper.store;

import static dev.flipper.store.RemoteStore.flag;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.flipper.LogCapture;
import dev.flipper.StoreException;
import dev.flipper.store.StoreStatus.State;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a mirror does when it is closed, in whatever state it is. */
class MirrorClosingTest {

    @TempDir
    Path folder;

    private final RemoteStore remote = new RemoteStore();
    private final FailingStore failing = new FailingStore(remote);
    private final ManualTasks tasks = new ManualTasks();
    private final LogCapture log = new LogCapture();

    @AfterEach
    void release() {
        log.close();
    }

    private Path path() {
        return folder.resolve("flags");
    }

    private MirroredFeatureFlagStore mirrored(FeatureFlagStore store) {
        MirroredFeatureFlagStore mirror = MirroredFeatureFlagStore.builder(store)
                .startTimeout(Duration.ZERO)
                .snapshot(path())
                .tasks(tasks)
                .clock(tasks)
                .build();
        tasks.runDue();
        return mirror;
    }

    @Test
    void theStoreIsClosedOnce() {
        MirroredFeatureFlagStore mirror = mirrored(remote);
        mirror.close();
        mirror.close();
        assertThat(remote.closings).hasValue(1);
    }

    @Test
    void whateverFailsTheRestIsDone() throws Exception {
        MirroredFeatureFlagStore mirror = mirrored(failing);
        mirror.create(flag("a"));
        IllegalStateException failure = new IllegalStateException("connection reset");
        failing.failAt(FailingStore.Call.UNSUBSCRIBE, failure);
        assertThat(catchThrowable(mirror::close)).isSameAs(failure);
        assertThat(remote.closings).hasValue(1);
        try (SnapshotFile next = new SnapshotFile(path())) {
            assertThat(next.read().flags()).containsExactly(flag("a"));
            assertThat(next.write(next.read())).as("the file is given up").isTrue();
        }
    }

    /** A store that is interrupted may take it for the end of its flags. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatIsReadWhileClosingIsNotTakenOver(boolean everything) throws Exception {
        remote.set("a", 1);
        Interruptible store = new Interruptible(remote);
        MirroredFeatureFlagStore mirror = mirrored(store);
        store.onReading = () -> close(mirror, store);
        if (everything) {
            tasks.advance(Duration.ofMinutes(1));
        } else {
            remote.tell("a");
            tasks.runDue();
        }
        assertThat(store.ended).isTrue();
        assertThat(mirror.get("a")).isNotNull();
        try (SnapshotFile file = new SnapshotFile(path())) {
            assertThat(file.read().flags()).hasSize(1);
        }
    }

    private static void close(MirroredFeatureFlagStore mirror, Interruptible store) {
        store.ended = true;
        mirror.close();
    }

    private static final class Interruptible extends OverridableStore {

        private Runnable onReading = () -> {};
        private boolean ended;

        Interruptible(FeatureFlagStore store) {
            super(store);
        }

        @Override
        public FlagDefinition get(String name) {
            onReading.run();
            return ended ? null : super.get(name);
        }

        @Override
        public void forEach(FlagVisitor visitor) {
            onReading.run();
            if (!ended) {
                super.forEach(visitor);
            }
        }
    }

    @Test
    void aClosedMirrorFollowsNothing() {
        remote.set("a", 1);
        MirroredFeatureFlagStore mirror = mirrored(remote);
        StoreListener listener = remote.listeners.get(0);
        mirror.close();
        assertThat(mirror.status().state()).isEqualTo(State.STALE);
        listener.changed("a");
        listener.connected();
        listener.disconnected();
        assertThat(mirror.get("a")).isNotNull();
        assertThat(mirror.status().state()).isEqualTo(State.STALE);
        assertThat(log.warnings()).isEmpty();
    }

    /** A server may interrupt the thread that stops an application. */
    @Test
    void anInterruptedThreadWritesTheSnapshotToo() throws Exception {
        MirroredFeatureFlagStore mirror = mirrored(remote);
        mirror.create(flag("a"));
        Thread.currentThread().interrupt();
        mirror.close();
        assertThat(Thread.interrupted()).isTrue();
        try (SnapshotFile file = new SnapshotFile(path())) {
            assertThat(file.read()).isNotNull();
            assertThat(file.read().flags()).containsExactly(flag("a"));
        }
    }

    @Test
    void afterTheClosingTheStoresFailureIsNoNews() {
        MirroredFeatureFlagStore mirror = mirrored(remote);
        remote.onTheWay = () -> {
            mirror.close();
            throw new StoreException("closed", null);
        };
        tasks.advance(Duration.ofMinutes(1));
        assertThat(log.warnings()).isEmpty();
    }
}
