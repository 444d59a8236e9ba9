package dev.flipper.store.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A server of a test, as a process of its own on the loopback interface, perhaps with processes that it makes. It has a
 * temporary folder, and ends with {@link #close} or the JVM.
 */
public abstract class ServerProcess implements BreakableServer, AutoCloseable {

    private static final String LOG = "server.log";
    private static final Duration STARTS_WITHIN = Duration.ofSeconds(60);
    private static final Duration ENDS_WITHIN = Duration.ofSeconds(30);
    private static final Duration POLL = Duration.ofMillis(10);
    private static final int ATTEMPTS = 5;

    private final String name;
    private final TestFolder folder;
    private final Thread hook;
    private final List<String> command = new ArrayList<>();
    private int port;
    private volatile @Nullable Process process;
    private volatile boolean frozen;

    /**
     * Creates a server that has not been started.
     *
     * @param name what it is called in messages
     * @param folder what it may write to, removed when it is closed
     */
    protected ServerProcess(String name, TestFolder folder) {
        this.name = name;
        this.folder = folder;
        hook = new Thread(this::abandon, name + "-end");
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /**
     * Gives the command that runs the server until it is ended. Asked for once, unless somebody else takes the port.
     *
     * @param port where it is to listen
     * @return the program and its arguments
     */
    protected abstract List<String> command(int port);

    /**
     * Tells whether the server can be talked to.
     *
     * @return false to be asked again
     */
    protected abstract boolean answers();

    /**
     * Looks for the port of a server that has none yet. One that needs more of them finds a port that fits.
     *
     * @return a port that is free
     */
    protected int freePort() {
        return FreePorts.next();
    }

    /**
     * Starts the server for the first time, on a free port, or on another if somebody else was faster to take it.
     * Returns when it answers; closes it if it doesn't.
     */
    protected final void startOnFreePort() {
        try {
            int attempt = 1;
            while (!isStartedOn(freePort(), attempt == ATTEMPTS)) {
                attempt++;
            }
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    private boolean isStartedOn(int free, boolean last) {
        port = free;
        command.clear();
        command.addAll(command(free));
        try {
            start();
            return true;
        } catch (IllegalStateException e) {
            kill();
            // Each program writes it in its own way.
            if (last || !log().toLowerCase(Locale.ROOT).contains("address already in use")) {
                throw e;
            }
            return false;
        }
    }

    /**
     * Adds arguments for the next start.
     *
     * @param more arguments that come behind those that there are
     */
    public final void arguments(String... more) {
        command.addAll(List.of(more));
    }

    /**
     * Gives the command of the next start.
     *
     * @return the program and its arguments
     */
    protected final List<String> command() {
        return List.copyOf(command);
    }

    /**
     * Gives the folder of the server.
     *
     * @return the folder that was handed over
     */
    protected final TestFolder folder() {
        return folder;
    }

    /**
     * Gives the port that the server listens on, also while it is away.
     *
     * @return a port of the loopback interface
     */
    public final int port() {
        return port;
    }

    /**
     * Gives the id of the server's process.
     *
     * @return of the one of its last start
     */
    public final long pid() {
        return current().pid();
    }

    private Process current() {
        Process current = process;
        if (current == null) {
            throw new IllegalStateException(name + " has not been started.");
        }
        return current;
    }

    /**
     * Tells whether the server runs.
     *
     * @return also true while it is frozen
     */
    public final boolean isAlive() {
        Process current = process;
        return current != null && current.isAlive();
    }

    /**
     * Tells whether the server runs and is not frozen.
     *
     * @return false if it would not answer
     */
    public final boolean isActive() {
        return isAlive() && !frozen;
    }

    @Override
    public final void start() {
        if (isAlive()) {
            throw new IllegalStateException("It runs, as process " + pid() + ".");
        }
        process = run(LOG, command);
        frozen = false;
        awaitAnswer();
    }

    /**
     * Runs a program. It is the caller's to wait for.
     *
     * @param log the name of a file in the folder, for all that the program says
     * @param words the program and its arguments
     * @return its process
     */
    protected final Process run(String log, List<String> words) {
        try {
            return new ProcessBuilder(words)
                    .redirectErrorStream(true)
                    .redirectOutput(folder.file(log).toFile())
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void awaitAnswer() {
        try {
            Awaitility.await()
                    .atMost(STARTS_WITHIN)
                    .pollDelay(Duration.ZERO)
                    .pollInterval(POLL)
                    .until(this::answersOrRuns);
        } catch (ConditionTimeoutException e) {
            throw new IllegalStateException(name + " doesn't answer: " + log(), e);
        }
    }

    private boolean answersOrRuns() {
        if (!isAlive()) {
            throw new IllegalStateException(name + " has ended at its start: " + log());
        }
        return answers();
    }

    /**
     * Gives what the server has said since its last start.
     *
     * @return all lines, errors too
     */
    public final String log() {
        return folder.read(LOG);
    }

    @Override
    public final void freeze() {
        ProcessHandle first = current().toHandle();
        // The one that makes the others first, so that none comes in between.
        signal("STOP", Stream.of(first));
        signal("STOP", first.descendants());
        Stream.concat(Stream.of(first), first.descendants()).forEach(Frozen::awaitThat);
        frozen = true;
    }

    @Override
    public final void thaw() {
        ProcessHandle first = current().toHandle();
        signal("CONT", Stream.concat(first.descendants(), Stream.of(first)));
        frozen = false;
    }

    /**
     * Ends the server by an interrupt, as an administrator would. Returns when it has ended; one that does not end by
     * itself in half a minute is killed.
     */
    public final void stop() {
        stop(ENDS_WITHIN);
    }

    final void stop(Duration limit) {
        Process current = current();
        signal("INT", Stream.of(current.toHandle()));
        if (!hasEnded(current, limit)) {
            kill();
        }
    }

    private static boolean hasEnded(Process process, Duration limit) {
        try {
            return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** By a shell, which has it built in: not every machine has the program. One that ended meanwhile is no failure. */
    private static void signal(String signal, Stream<ProcessHandle> processes) {
        StringBuilder script = new StringBuilder();
        processes.forEach(handle -> script.append("kill -")
                .append(signal)
                .append(' ')
                .append(handle.pid())
                .append("; "));
        try {
            Process shell = new ProcessBuilder("sh", "-c", script + "true").start();
            if (!hasEnded(shell, ENDS_WITHIN)) {
                shell.destroyForcibly();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public final void kill() {
        Process current = process;
        if (current != null) {
            List<ProcessHandle> made = current.descendants().toList();
            current.destroyForcibly();
            made.forEach(ProcessHandle::destroyForcibly);
            made.stream().map(ProcessHandle::onExit).forEach(CompletableFuture::join);
            current.onExit().join();
        }
    }

    private void abandon() {
        kill();
        folder.close();
    }

    /** Ends the server and removes its folder. Closing it again does nothing. */
    @Override
    public final void close() {
        abandon();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The JVM ends, and the hook with it.
        }
    }

    /** Gives the server's address. */
    @Override
    public String toString() {
        return "127.0.0.1:" + port;
    }
}
