package dev.flipper.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides which one of all processes, and of all stores in a process, writes a snapshot. The lock on the first file is
 * held against other processes. On many systems it ends when anybody in this process closes that file, another store
 * that tried to get it for one. So nobody opens it before he holds a part of a second file, the guard, of which each
 * process has its own, and which the virtual machine itself keeps the stores of this process from sharing.
 *
 * <p>Ends with the process. Not thread-safe.
 */
final class SnapshotLock implements AutoCloseable {

    private final Path file;
    private final Path guard;
    private final FileAttribute<?>[] attributes;
    private @Nullable FileChannel heldFile;
    private @Nullable FileChannel heldGuard;

    /**
     * Does nothing yet.
     *
     * @param attributes of the files, when they are made
     */
    SnapshotLock(Path file, Path guard, FileAttribute<?>... attributes) {
        this.file = file;
        this.guard = guard;
        this.attributes = attributes;
    }

    /** Tells whether it is held here, now if not before. */
    boolean tryToHold() throws IOException {
        if (heldFile == null && holdGuard()) {
            try {
                heldFile = locked(file, 0);
            } finally {
                if (heldFile == null) {
                    close();
                }
            }
        }
        return heldFile != null;
    }

    private boolean holdGuard() throws IOException {
        heldGuard = locked(guard, ProcessHandle.current().pid());
        return heldGuard != null;
    }

    /** The lock lasts for as long as the channel is open. */
    private @Nullable FileChannel locked(Path path, long position) throws IOException {
        FileChannel channel =
                FileChannel.open(path, Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE), attributes);
        FileLock lock = null;
        try {
            lock = channel.tryLock(position, 1, false);
        } catch (OverlappingFileLockException e) {
            // Held by another store of this process.
        } finally {
            if (lock == null) {
                channel.close();
            }
        }
        return lock == null ? null : channel;
    }

    /** Lets others have it. */
    @Override
    public void close() throws IOException {
        try {
            close(heldFile);
        } finally {
            close(heldGuard);
            heldFile = null;
            heldGuard = null;
        }
    }

    private static void close(@Nullable FileChannel channel) throws IOException {
        if (channel != null) {
            channel.close();
        }
    }
}
