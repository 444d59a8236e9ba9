package dev.flipper.store.testing;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A temporary folder of a test. */
public final class TestFolder implements AutoCloseable {

    private final Path path;

    private TestFolder(Path path) {
        this.path = path;
    }

    /**
     * Creates one among the system's temporary files.
     *
     * @param purpose what it is for, a part of its name
     * @return the folder, which is empty
     */
    public static TestFolder create(String purpose) {
        return create(Path.of(System.getProperty("java.io.tmpdir"), "flipper-" + purpose));
    }

    /**
     * Creates one at a place of the caller's.
     *
     * @param prefix how its path begins
     * @return the folder, which is empty
     */
    public static TestFolder create(Path prefix) {
        try {
            return new TestFolder(Files.createTempDirectory(
                    prefix.getParent(), prefix.getFileName().toString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Gives the folder's own path.
     *
     * @return an absolute path, unless the prefix was none
     */
    public Path path() {
        return path;
    }

    /**
     * Gives the path of a file in it.
     *
     * @param name the file's name
     * @return its path, whether there is such a file or not
     */
    public Path file(String name) {
        return path.resolve(name);
    }

    /**
     * Reads a file.
     *
     * @param name the file's name
     * @return what is in it
     */
    public String read(String name) {
        try {
            return Files.readString(file(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Writes a file, in place of what is there.
     *
     * @param name the file's name
     * @param lines what is in it then
     * @return its path
     */
    public Path write(String name, List<String> lines) {
        try {
            return Files.write(file(name), lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Removes the folder with what is in it. */
    @Override
    public void close() {
        if (!Files.exists(path)) {
            return;
        }
        try (Stream<Path> files = Files.walk(path)) {
            files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return path.toString();
    }
}
