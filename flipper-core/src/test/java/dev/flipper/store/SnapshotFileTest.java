package dev.flipper.store;

import static dev.flipper.store.RemoteStore.flag;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.flipper.store.SnapshotFile.Content;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SnapshotFileTest {

    private static final Instant TIME = Instant.parse("2024-05-06T07:08:09.123456Z");
    private static final String HEADER =
            "{\"flipper_snapshot\": 1, \"synchronized\": \"2024-05-06T07:08:09.123456Z\", \"flags\": ";

    @TempDir
    Path folder;

    private Path path() {
        return folder.resolve("flags.snapshot");
    }

    @Test
    void keepsFlagsAsTheyAre() throws IOException {
        List<FlagDefinition> flags = List.of(
                flag("Ünïcode\n😀"),
                flag("b").withClientData(Map.of("big", new BigInteger("9".repeat(40)), "double", 1e22)),
                FlagDefinition.fromJson(
                        "{\"x\": 1, \"feature_name\": \"\", \"is_enabled\": true, \"meta\": {\"created_date\": 1.5}}"));
        try (SnapshotFile file = new SnapshotFile(path())) {
            assertThat(file.read()).isNull();
            assertThat(file.write(new Content(TIME, flags))).isTrue();
            assertThat(file.read()).isEqualTo(new Content(TIME, flags));
            assertThat(file.write(new Content(TIME, List.of()))).isTrue();
            assertThat(file.read()).isEqualTo(new Content(TIME, List.of()));
        }
        assertThat(Files.readString(path())).isEqualTo(HEADER + "0}\n");
    }

    @Test
    void makesItsFoldersAndLeavesNothingBehind() throws IOException {
        Path path = folder.resolve("a/b/flags");
        try (SnapshotFile file = new SnapshotFile(path)) {
            file.write(new Content(TIME, List.of(flag("a"))));
        }
        try (Stream<Path> files = Files.list(path.getParent())) {
            assertThat(files)
                    .containsExactlyInAnyOrder(
                            path, path.resolveSibling("flags.lock"), path.resolveSibling("flags.guard"));
        }
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void onlyTheOwnerMayReadIt() throws IOException {
        try (SnapshotFile file = new SnapshotFile(path())) {
            file.write(new Content(TIME, List.of()));
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path())))
                .isEqualTo("rw-------");
    }

    @Test
    void onlyOneWritesIt() throws IOException {
        Content first = new Content(TIME, List.of(flag("first")));
        Content second = new Content(TIME, List.of(flag("second")));
        SnapshotFile writer = new SnapshotFile(path());
        try (SnapshotFile reader = new SnapshotFile(path())) {
            assertThat(writer.write(first)).isTrue();
            assertThat(reader.write(second)).isFalse();
            assertThat(reader.read()).isEqualTo(first);
            writer.close();
            assertThat(reader.write(second))
                    .as("there is no other writer any more")
                    .isTrue();
            assertThat(writer.read()).isEqualTo(second);
        }
    }

    /** On many systems closing a file ends all locks that the process has on it. */
    @Test
    void anotherStoreOfThisProcessDoesNotEndTheLock() throws Exception {
        Content content = new Content(TIME, List.of());
        assertThat(anotherProcessGetsTheLock()).isTrue();
        try (SnapshotFile writer = new SnapshotFile(path());
                SnapshotFile reader = new SnapshotFile(path())) {
            assertThat(writer.write(content)).isTrue();
            assertThat(reader.write(content)).isFalse();
            assertThat(anotherProcessGetsTheLock()).isFalse();
        }
        assertThat(anotherProcessGetsTheLock()).isTrue();
    }

    /** Whoever does not get the lock keeps nothing of it. */
    @Test
    void thereIsAnotherWriterWhenTheFirstOneHasEnded() throws IOException {
        Content content = new Content(TIME, List.of());
        Path lock = folder.resolve("flags.snapshot.lock");
        try (SnapshotFile file = new SnapshotFile(path())) {
            try (FileChannel first = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                assertThat(first.tryLock()).isNotNull();
                assertThat(file.write(content)).isFalse();
            }
            assertThat(file.write(content)).isTrue();
        }
    }

    private boolean anotherProcessGetsTheLock() throws Exception {
        String classes = Path.of(LockProbe.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toURI())
                .toString();
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        classes,
                        LockProbe.class.getName(),
                        path() + ".lock")
                .inheritIO()
                .start();
        return process.waitFor() == LockProbe.FREE;
    }

    /** Another process. */
    static final class LockProbe {

        static final int FREE = 10;
        private static final int HELD = 11;

        private LockProbe() {}

        public static void main(String[] file) throws IOException {
            try (FileChannel channel =
                    FileChannel.open(Path.of(file[0]), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                System.exit(channel.tryLock() == null ? HELD : FREE);
            }
        }
    }

    @Test
    void whatIsNoTextIsNotUsed() throws IOException {
        Files.write(path(), new byte[] {'{', (byte) 0xff});
        try (SnapshotFile file = new SnapshotFile(path())) {
            assertThatIOException()
                    .isThrownBy(file::read)
                    .withMessageStartingWith(path() + " is not a complete snapshot: ");
        }
    }

    @Test
    void whatAStoppedWriterLeftBehindIsOverwritten() throws IOException {
        Files.writeString(folder.resolve("flags.snapshot.tmp"), "half");
        Files.writeString(folder.resolve("flags.snapshot.lock"), "");
        try (SnapshotFile file = new SnapshotFile(path())) {
            assertThat(file.write(new Content(TIME, List.of(flag("a"))))).isTrue();
            assertThat(file.read()).isEqualTo(new Content(TIME, List.of(flag("a"))));
        }
    }

    @Test
    void aFailedWriteLeavesTheOldContent() throws IOException {
        Content old = new Content(TIME, List.of(flag("a")));
        try (SnapshotFile file = new SnapshotFile(path())) {
            file.write(old);
            // A folder that is not empty stands where the new content is to be written.
            Files.createDirectories(folder.resolve("flags.snapshot.tmp/in the way"));
            assertThatIOException().isThrownBy(() -> file.write(new Content(TIME, List.of())));
            assertThat(file.read()).isEqualTo(old);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\n",
                "[]\n",
                "{}\n",
                "{\"flipper_snapshot\": 2, \"synchronized\": \"2024-05-06T07:08:09Z\", \"flags\": 0}\n",
                "{\"flipper_snapshot\": 1, \"synchronized\": \"yesterday\", \"flags\": 0}\n",
                HEADER + "1}\n",
                HEADER + "1}\n{\"feature_name\": \"a\", \"is_ena",
                HEADER + "1}\n{}\n"
            })
    void whatIsDamagedIsNotUsed(String text) throws IOException {
        Files.writeString(path(), text);
        try (SnapshotFile file = new SnapshotFile(path())) {
            assertThatIOException()
                    .isThrownBy(file::read)
                    .withMessageStartingWith(path() + " is not a complete snapshot: ");
        }
    }
}
