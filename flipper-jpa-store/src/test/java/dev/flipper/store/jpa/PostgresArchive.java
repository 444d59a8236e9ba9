package dev.flipper.store.jpa;

import dev.flipper.store.testing.TestFolder;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** The archive of a server, unpacked without the help of tar and xz, which not every machine has. */
final class PostgresArchive {

    private PostgresArchive() {}

    static List<Path> in(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".txz")).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Unpacks an archive, unless this or another process has done so, and gives the folder of what was in it. */
    static Path unpack(Path archive) {
        Path unpacked = archive.resolveSibling("unpacked");
        if (Files.exists(unpacked)) {
            return unpacked;
        }
        TestFolder folder = TestFolder.create(archive.resolveSibling("unpacking"));
        try {
            unpack(archive, folder.path());
            Files.setPosixFilePermissions(folder.path(), PosixFilePermissions.fromString("rwxr-xr-x"));
            Files.move(folder.path(), unpacked, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            folder.close();
            if (!Files.exists(unpacked)) {
                throw new UncheckedIOException(e);
            }
            // Another process was faster.
        }
        return unpacked;
    }

    private static void unpack(Path archive, Path folder) throws IOException {
        try (InputStream packed = new BufferedInputStream(Files.newInputStream(archive));
                TarArchiveInputStream entries = new TarArchiveInputStream(new XZInputStream(packed))) {
            for (TarArchiveEntry entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
                unpack(entry, entries, folder.resolve(entry.getName()).normalize());
            }
        }
    }

    private static void unpack(TarArchiveEntry entry, InputStream content, Path file) throws IOException {
        if (entry.isDirectory()) {
            Files.createDirectories(file);
            return;
        }
        Files.createDirectories(file.getParent());
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(file, Path.of(entry.getLinkName()));
            return;
        }
        Files.copy(content, file);
        if (file.getParent().endsWith("bin")) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
    }
}
