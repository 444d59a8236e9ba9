package dev.flipper.store.jpa;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** A temporary folder of one server. */
final class TestFolder implements AutoCloseable {

    private final Path path;

    private TestFolder(Path path) {
        this.path = path;
    }

    static TestFolder create() {
        return create(Path.of(System.getProperty("java.io.tmpdir"), "flipper-postgresql"));
    }

    /** Creates one whose path begins so. */
    static TestFolder create(Path prefix) {
        try {
            return new TestFolder(Files.createTempDirectory(
                    prefix.getParent(), prefix.getFileName().toString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path path() {
        return path;
    }

    /** Removes the folder with what is in it. */
    @Override
    public void close() {
        if (!Files.exists(path)) {
            return;
        }
        try (Stream<Path> files = Files.walk(path)) {
            files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(java.io.File::delete);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return path.toString();
    }
}
