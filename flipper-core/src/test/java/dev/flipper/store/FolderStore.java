package dev.flipper.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.flipper.FlagFormatException;
import dev.flipper.StoreException;
import java.io.IOException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * Keeps each flag in a file, for one process at a time; a folder that is not there is a backend that is away. While the
 * store is open there is a folder of that name beside it.
 */
final class FolderStore implements FeatureFlagStore {

    private static final String SUFFIX = ".json";

    private final Path folder;
    private final int longestName;

    FolderStore(Path folder, int longestName) {
        this.folder = folder;
        this.longestName = longestName;
        run("open", () -> Files.createDirectory(opened(folder)));
    }

    /** Is there as long as the store of the folder is open. */
    static Path opened(Path folder) {
        return folder.resolveSibling(folder.getFileName() + ".open");
    }

    private interface Task<T> {
        T run() throws IOException;
    }

    private <T> T run(String what, Task<T> task) {
        try {
            return task.run();
        } catch (IOException e) {
            throw new StoreException("The folder " + folder.getFileName() + " failed to " + what, e);
        }
    }

    Path file(String name) {
        return folder.resolve(URLEncoder.encode(name, UTF_8) + SUFFIX);
    }

    @Override
    public FlagDefinition get(String name) {
        return run("read the flag '" + name + "'", () -> {
            try (Stream<Path> files = Files.list(folder)) {
                return files.anyMatch(file(name)::equals)
                        ? FlagDefinition.fromJson(Files.readString(file(name)))
                        : null;
            }
        });
    }

    @Override
    public boolean create(FlagDefinition definition) {
        String name = definition.name();
        return run("create the flag '" + name + "'", () -> {
            if (name.length() > longestName) {
                throw new IOException("the name is too long");
            }
            if (Files.exists(file(name))) {
                return false;
            }
            Files.writeString(file(name), definition.toJson());
            return true;
        });
    }

    @Override
    public Change update(String name, UnaryOperator<FlagDefinition> change) {
        FlagDefinition before = get(name);
        if (before == null) {
            return null;
        }
        FlagDefinition after = before.changedBy(change);
        run("change the flag '" + name + "'", () -> Files.writeString(file(name), after.toJson()));
        return new Change(before, after);
    }

    @Override
    public Change delete(String name) {
        return run("remove the flag '" + name + "'", () -> Files.deleteIfExists(file(name)))
                ? new Change(null, null)
                : null;
    }

    @Override
    public void forEach(FlagVisitor visitor) {
        for (Path file : run("list its flags", this::files)) {
            String encoded = Objects.toString(file.getFileName());
            String name = URLDecoder.decode(encoded.substring(0, encoded.length() - SUFFIX.length()), UTF_8);
            FlagDefinition definition;
            try {
                definition = get(name);
            } catch (FlagFormatException e) {
                visitor.unreadable(name, e);
                continue;
            }
            visitor.flag(definition);
        }
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }

    @Override
    public void close() {
        run("close", () -> Files.deleteIfExists(opened(folder)));
    }
}
