package dev.flipper.store;

import static dev.flipper.store.RemoteStore.flag;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.flipper.LogCapture;
import dev.flipper.StoreException;
import dev.flipper.store.StoreStatus.State;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MirrorSnapshotTest {

    private static final Duration SOON = Duration.ofSeconds(1);

    @TempDir
    Path folder;

    private final RemoteStore remote = new RemoteStore();
    private final ManualTasks tasks = new ManualTasks();
    private final LogCapture log = new LogCapture();

    @AfterEach
    void release() {
        log.close();
    }

    private Path path() {
        return folder.resolve("flags");
    }

    private MirroredFeatureFlagStore mirrored() {
        MirroredFeatureFlagStore mirror = MirroredFeatureFlagStore.builder(remote)
                .startTimeout(Duration.ZERO)
                .snapshot(path())
                .tasks(tasks)
                .clock(tasks)
                .random(() -> -1L)
                .build();
        tasks.runDue();
        return mirror;
    }

    private String written() throws IOException {
        return Files.exists(path()) ? Files.readString(path()) : "nothing";
    }

    @Test
    void aProcessStartsWithoutTheStore() {
        remote.set("a", 1);
        remote.corrupt("b");
        tasks.advance(Duration.ofSeconds(100));
        Instant read = tasks.instant();
        mirrored().close();
        remote.cut();
        MirroredFeatureFlagStore again = mirrored();
        assertThat(again.get("a").metadata().clientData()).isEqualTo(Map.of("value", 1));
        assertThat(again.get("b")).isNull();
        assertThat(again.status().state()).isEqualTo(State.STALE);
        assertThat(again.status().lastSynchronized()).isEqualTo(read);
    }

    @Test
    void aRestoredMirrorTellsAndCatchesUp() {
        remote.set("a", 1);
        MirroredFeatureFlagStore before = mirrored();
        tasks.advance(SOON);
        before.close();
        ManualTasks later = new ManualTasks();
        remote.away = true;
        MirroredFeatureFlagStore again = MirroredFeatureFlagStore.builder(remote)
                .startTimeout(Duration.ofNanos(1))
                .snapshot(path())
                .tasks(later)
                .clock(later)
                .build();
        later.runDue();
        assertThat(log.warnings())
                .containsExactly(
                        "The RemoteStore has not been read at the start: flags answer as they were at " + Instant.EPOCH
                                + " until it is",
                        "The flags cannot be read from the RemoteStore: flags answer as they were read at "
                                + Instant.EPOCH + " until that succeeds, which is tried again and again");
        remote.remove("a");
        remote.set("b", 2);
        remote.away = false;
        later.advance(Duration.ofSeconds(2));
        assertThat(again.get("a")).isNull();
        assertThat(again.get("b")).isNotNull();
        assertThat(again.status().state()).isEqualTo(State.CONNECTED);
    }

    @Test
    void isWrittenSoonAfterChanges() throws IOException {
        MirroredFeatureFlagStore mirror = mirrored();
        assertThat(written()).isEqualTo("nothing");
        tasks.advance(SOON);
        assertThat(written()).contains("\"flags\": 0");
        mirror.create(flag("own"));
        remote.set("foreign", 1);
        tasks.runDue();
        assertThat(written()).contains("\"flags\": 0");
        tasks.advance(SOON);
        assertThat(written()).contains("\"flags\": 2", "\"own\"", "\"foreign\"");
    }

    @Test
    void isNotWrittenAgainWithoutAChange() throws IOException {
        mirrored();
        tasks.advance(SOON);
        Files.delete(path());
        tasks.advance(Duration.ofHours(1));
        assertThat(written()).isEqualTo("nothing");
        remote.set("a", 1);
        tasks.runDue();
        tasks.advance(SOON);
        assertThat(written()).contains("\"a\"");
    }

    @Test
    void closingWritesWhatIsDue() throws IOException {
        MirroredFeatureFlagStore mirror = mirrored();
        mirror.create(flag("a"));
        mirror.close();
        mirror.close();
        assertThat(written()).contains("\"a\"");
    }

    @Test
    void nothingIsWrittenBeforeTheStoreWasRead() throws IOException {
        remote.away = true;
        MirroredFeatureFlagStore mirror = mirrored();
        tasks.advance(Duration.ofMinutes(1));
        mirror.close();
        assertThat(written()).isEqualTo("nothing");
    }

    /** Another process may have written the file since it was read here, and may have ended. */
    @Test
    void whatWasOnlyRestoredIsNotWritten() throws IOException {
        remote.set("a", 1);
        mirrored().close();
        remote.away = true;
        MirroredFeatureFlagStore late = mirrored();
        assertThat(late.get("a")).isNotNull();
        Files.writeString(path(), "newer");
        late.close();
        assertThat(written()).isEqualTo("newer");
    }

    @Test
    void aSnapshotThatComesTooLateIsNotTheLastReading() {
        MirrorHealth health = new MirrorHealth("Store", Duration.ofSeconds(60), tasks, () -> -1L);
        tasks.pass(SOON);
        health.synchronizedSince(health.readingBegins());
        health.restored(Instant.EPOCH);
        assertThat(health.status("store").lastSynchronized()).isEqualTo(Instant.EPOCH.plus(SOON));
        assertThat(log.warnings()).isEmpty();
    }

    /** As a defect in the reading of a snapshot, or a file system with exceptions of its own. */
    @Test
    void noFileKeepsTheApplicationFromStarting() throws IOException {
        Path archive = folder.resolve("archive.zip");
        FileSystem closed = FileSystems.newFileSystem(archive, Map.of("create", "true"));
        Path inside = closed.getPath("/flags");
        closed.close();
        remote.away = true;
        MirroredFeatureFlagStore mirror = MirroredFeatureFlagStore.builder(remote)
                .startTimeout(Duration.ZERO)
                .snapshot(inside)
                .tasks(tasks)
                .clock(tasks)
                .build();
        assertThat(log.warnings()).singleElement().asString().startsWith("The snapshot of the flags is left alone: ");
        mirror.close();
    }

    @Test
    void aDamagedFileIsToldAndReplaced() throws IOException {
        Files.writeString(path(), "rubbish");
        remote.away = true;
        MirroredFeatureFlagStore mirror = mirrored();
        assertThatExceptionOfType(StoreException.class).isThrownBy(() -> mirror.get("a"));
        assertThat(log.warnings().get(0))
                .startsWith("The snapshot of the flags is left alone: " + path() + " is not a complete snapshot: ");
        remote.away = false;
        tasks.advance(Duration.ofSeconds(3));
        assertThat(written()).contains("\"flags\": 0");
    }

    @Test
    void theStoreWinsIfItAnswersFirst() throws IOException {
        remote.set("old", 1);
        mirrored().close();
        remote.remove("old");
        RemoteStore other = new RemoteStore();
        other.set("new", 1);
        LocalCopy copy = new LocalCopy(() -> new StoreException("not loaded", null));
        copy.beginReading();
        copy.foundAll(Map.of("new", StoredFlag.of(other.data.get("new"))), new ArrayList<>());
        try (SnapshotFile file = new SnapshotFile(path())) {
            assertThat(copy.restore(file.read().flags())).isFalse();
        }
        assertThat(copy.get("old")).isNull();
        assertThat(copy.get("new")).isNotNull();
    }

    @Test
    void anotherProcessFileIsReadOnly() throws IOException {
        MirroredFeatureFlagStore writer = mirrored();
        tasks.advance(SOON);
        MirroredFeatureFlagStore reader = mirrored();
        tasks.advance(SOON);
        reader.create(flag("a"));
        Files.delete(path());
        reader.close();
        assertThat(written()).isEqualTo("nothing");
        writer.close();
        assertThat(log.infos())
                .containsExactly("The snapshot " + path() + " is written by another process, and only read by this");
    }

    @Test
    void aFileThatCannotBeWrittenIsToldOnceAndTriedAgain() throws IOException {
        Path inTheWay = folder.resolve("flags.tmp/in the way");
        Files.createDirectories(inTheWay);
        MirroredFeatureFlagStore mirror = mirrored();
        tasks.advance(SOON);
        mirror.create(flag("a"));
        tasks.advance(SOON);
        assertThat(log.warnings()).containsExactly("The flags cannot be written to the snapshot " + path());
        assertThat(written()).isEqualTo("nothing");
        Files.delete(inTheWay);
        tasks.advance(Duration.ofMinutes(2));
        assertThat(written()).contains("\"a\"");
        Files.createDirectories(inTheWay);
        remote.set("b", 1);
        tasks.advance(SOON);
        assertThat(log.warnings()).as("a new failure").hasSize(2);
    }
}
