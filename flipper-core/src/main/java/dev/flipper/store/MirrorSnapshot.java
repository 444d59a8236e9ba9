package dev.flipper.store;

import dev.flipper.FlagFormatException;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.channels.ClosedByInterruptException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/** Decides when a mirror's flags are written to a file, and reads them at a start without the store. Thread-safe. */
final class MirrorSnapshot {

    private static final Logger LOGGER = System.getLogger(MirroredFeatureFlagStore.class.getName());

    /** Changes that follow each other closely are written together. */
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final SnapshotFile file;
    private final LocalCopy copy;
    private final MirrorHealth health;
    private final BackgroundTasks tasks;
    /** At the start too: the first reading shows whether what is in the file is still true. */
    private final AtomicBoolean due = new AtomicBoolean(true);

    private final AtomicBoolean planned = new AtomicBoolean();
    private boolean closed;
    private boolean foreignTold;
    private boolean failureTold;

    MirrorSnapshot(SnapshotFile file, LocalCopy copy, MirrorHealth health, BackgroundTasks tasks) {
        this.file = file;
        this.copy = copy;
        this.health = health;
        this.tasks = tasks;
    }

    /** Takes over what is in the file, unless the store has answered meanwhile. */
    void restore() {
        try {
            SnapshotFile.Content content = file.read();
            if (content != null && copy.restore(content.flags())) {
                health.restored(content.synchronizedAt());
            }
        } catch (IOException | RuntimeException e) {
            LOGGER.log(Level.WARNING, "The snapshot of the flags is left alone: " + e.getMessage(), e);
        }
    }

    /**
     * Has the flags written soon. Returns at once.
     *
     * @param changed false if nothing has changed, so that they are written only if that failed before
     */
    void plan(boolean changed) {
        if (changed) {
            due.set(true);
        }
        if (due.get() && planned.compareAndSet(false, true)) {
            tasks.schedule(this::writePlanned, PAUSE);
        }
    }

    private void writePlanned() {
        planned.set(false);
        writeIfDue();
    }

    /**
     * Not due any more before the flags are collected: what changes meanwhile makes it due again. What was only
     * restored is in the file, if nothing newer is.
     */
    private synchronized void writeIfDue() {
        Instant read = health.lastReading();
        if (closed || read == null || !due.getAndSet(false)) {
            return;
        }
        boolean done = false;
        try {
            write(new SnapshotFile.Content(read, flags()));
            done = true;
        } catch (IOException | RuntimeException e) {
            told(e);
        } finally {
            if (!done) {
                due.set(true);
            }
        }
    }

    private List<FlagDefinition> flags() {
        List<FlagDefinition> flags = new ArrayList<>();
        copy.forEach(new FlagVisitor() {
            @Override
            public void flag(FlagDefinition definition) {
                flags.add(definition);
            }

            @Override
            public void unreadable(String name, FlagFormatException problem) {
                // It would be as unreadable after the next start; a check answers its default either way.
            }
        });
        return flags;
    }

    private void write(SnapshotFile.Content content) throws IOException {
        boolean written = file.write(content);
        failureTold = false;
        if (!written && !foreignTold) {
            foreignTold = true;
            LOGGER.log(Level.INFO, "The snapshot " + file + " is written by another process, and only read by this");
        }
    }

    private void told(Exception failure) {
        // An interrupted thread belongs to a mirror that is being closed, which writes once more.
        if (!failureTold && !(failure instanceof ClosedByInterruptException)) {
            failureTold = true;
            LOGGER.log(Level.WARNING, "The flags cannot be written to the snapshot " + file, failure);
        }
    }

    /** Writes what has not been written yet, and lets others write the file. */
    synchronized void close() {
        if (closed) {
            return;
        }
        // An interrupt would close what is being written.
        boolean interrupted = Thread.interrupted();
        try {
            writeIfDue();
        } finally {
            closed = true;
            giveUp();
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void giveUp() {
        try {
            file.close();
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, "The lock of the snapshot " + file + " cannot be given up", e);
        }
    }
}
