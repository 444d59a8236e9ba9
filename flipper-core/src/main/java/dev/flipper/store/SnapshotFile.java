package dev.flipper.store;

import dev.flipper.FlipperException;
import dev.flipper.json.Json;
import dev.flipper.json.JsonCursor;
import dev.flipper.json.JsonFormatException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The flags of a mirror in a file: a line of JSON about the whole, then a line for each flag in its stored form.
 * Whoever reads it meets either the old or the new content, whenever the process or the machine stops. Only one process
 * at a time writes it, the one that holds its {@link SnapshotLock}.
 */
final class SnapshotFile implements AutoCloseable {

    private static final String VERSION = "flipper_snapshot";
    private static final String SYNCHRONIZED = "synchronized";
    private static final String FLAGS = "flags";

    private final Path file;
    private @Nullable SnapshotLock lock;

    SnapshotFile(Path file) {
        this.file = file.toAbsolutePath();
    }

    /** What is in the file: all flags as they were at a time. */
    record Content(Instant synchronizedAt, List<FlagDefinition> flags) {}

    /**
     * Reads the file.
     *
     * @return null if there is none
     * @throws IOException if it cannot be read or is damaged
     */
    @Nullable
    Content read() throws IOException {
        if (!Files.exists(file)) {
            return null;
        }
        try {
            return content(Files.readAllLines(file, StandardCharsets.UTF_8));
        } catch (FlipperException | JsonFormatException | DateTimeParseException | CharacterCodingException e) {
            throw new IOException(file + " is not a complete snapshot: " + e.getMessage(), e);
        }
    }

    private static Content content(List<String> lines) {
        JsonCursor header = new JsonCursor("", Json.parse(lines.isEmpty() ? "" : lines.get(0)));
        if (header.member(VERSION).number() != 1) {
            throw header.member(VERSION).error("only version 1 is known");
        }
        List<FlagDefinition> flags =
                lines.stream().skip(1).map(FlagDefinition::fromJson).toList();
        if (header.member(FLAGS).number() != flags.size()) {
            throw header.member(FLAGS).error("there are " + flags.size() + " flags");
        }
        return new Content(Instant.parse(header.member(SYNCHRONIZED).string()), flags);
    }

    /**
     * Replaces the file's content, if this process is the one that writes it or can become it.
     *
     * @return false if another process writes it
     * @throws IOException if it cannot be written; the old content is untouched then
     */
    boolean write(Content content) throws IOException {
        if (!own()) {
            return false;
        }
        Path written = sibling(".tmp");
        Files.deleteIfExists(written);
        try (FileChannel channel = FileChannel.open(
                written, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), privately())) {
            writeFully(channel, text(content).getBytes(StandardCharsets.US_ASCII));
            channel.force(true);
        }
        Files.move(written, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        return true;
    }

    private static void writeFully(FileChannel channel, byte[] bytes) throws IOException {
        ByteBuffer rest = ByteBuffer.wrap(bytes);
        while (rest.hasRemaining()) {
            channel.write(rest);
        }
    }

    private static String text(Content content) {
        Map<String, Object> header = new LinkedHashMap<>();
        header.put(VERSION, 1);
        header.put(SYNCHRONIZED, content.synchronizedAt().toString());
        header.put(FLAGS, content.flags().size());
        StringBuilder text = new StringBuilder(Json.write(header)).append('\n');
        content.flags().forEach(flag -> text.append(flag.toJson()).append('\n'));
        return text.toString();
    }

    /** What applications keep with their flags is nobody else's business. */
    private FileAttribute<?>[] privately() {
        return file.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }

    private boolean own() throws IOException {
        Files.createDirectories(file.getParent());
        SnapshotLock mine = lock == null ? new SnapshotLock(sibling(".lock"), sibling(".guard"), privately()) : lock;
        lock = mine;
        return mine.tryToHold();
    }

    private Path sibling(String suffix) {
        return file.resolveSibling(file.getFileName() + suffix);
    }

    /** Lets others write the file. */
    @Override
    public void close() throws IOException {
        if (lock != null) {
            lock.close();
        }
    }

    @Override
    public String toString() {
        return file.toString();
    }
}
