package dev.flipper.store.redis;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import redis.clients.jedis.HostAndPort;

/**
 * A Redis server of a test, as a process of its own on the loopback interface. It keeps nothing on disk, and ends with
 * {@link #close} or the JVM.
 */
final class RedisProcess implements AutoCloseable {

    private static final Duration STARTS_WITHIN = Duration.ofSeconds(20);
    private static final Duration POLL = Duration.ofMillis(10);
    private static final int ATTEMPTS = 5;

    private final int port;
    private final TestFolder folder;
    private final List<String> command;
    private final Thread hook = new Thread(this::abandon, "redis-end");
    private volatile Process process;
    private volatile boolean frozen;

    private RedisProcess(int port, TestFolder folder, List<String> command) {
        this.port = port;
        this.folder = folder;
        this.command = new ArrayList<>(command);
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /**
     * Starts a server and waits until it answers.
     *
     * @param arguments for its command line, behind ours, which they overrule: {@code "--maxmemory", "2mb"}
     */
    static RedisProcess start(RedisVersion version, String... arguments) {
        String program = version.program().toString();
        TestFolder folder = TestFolder.create();
        return started(folder, port -> {
            List<String> command = new ArrayList<>(List.of(program));
            command.addAll(List.of("--port", "" + port, "--bind", "127.0.0.1", "--daemonize", "no"));
            command.addAll(List.of("--save", "", "--appendonly", "no", "--dir", folder.toString()));
            // A replica gets its first copy at once, where 7.0 would wait for others for five seconds.
            command.addAll(List.of("--repl-diskless-sync-delay", "0"));
            command.addAll(List.of(arguments));
            return command;
        });
    }

    /** Starts a sentinel and waits until it answers. */
    static RedisProcess startSentinel(RedisVersion version, List<String> configuration) {
        String program = version.program().toString();
        TestFolder folder = TestFolder.create();
        return started(folder, port -> {
            List<String> lines = new ArrayList<>(List.of("port " + port, "bind 127.0.0.1", "dir " + folder));
            lines.addAll(configuration);
            return List.of(program, folder.write("sentinel.conf", lines).toString(), "--sentinel");
        });
    }

    /** Starts one on a free port, or on another if somebody else was faster to take it. */
    private static RedisProcess started(TestFolder folder, IntFunction<List<String>> command) {
        for (int attempt = 1; ; attempt++) {
            int port = FreePorts.next();
            RedisProcess server = new RedisProcess(port, folder, command.apply(port));
            try {
                return server.start();
            } catch (IllegalStateException e) {
                server.end();
                if (attempt == ATTEMPTS || !e.getMessage().contains("Address already in use")) {
                    server.close();
                    throw e;
                }
                Runtime.getRuntime().removeShutdownHook(server.hook);
            }
        }
    }

    int port() {
        return port;
    }

    HostAndPort address() {
        return new HostAndPort("127.0.0.1", port);
    }

    URI uri() {
        return URI.create("redis://127.0.0.1:" + port);
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Tells whether the server is alive and not frozen. */
    boolean isActive() {
        return isAlive() && !frozen;
    }

    /** Adds arguments for its next start, behind those that it has, which they overrule. */
    void arguments(String... more) {
        command.addAll(List.of(more));
    }

    /** Starts the server again on its port, after {@link #kill}. It has forgotten all keys. */
    RedisProcess start() {
        if (process != null && process.isAlive()) {
            throw new IllegalStateException("It runs, as process " + pid() + ".");
        }
        try {
            process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.to(folder.file("redis.log")))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        frozen = false;
        awaitAnswer();
        return this;
    }

    private void awaitAnswer() {
        try {
            Awaitility.await()
                    .atMost(STARTS_WITHIN)
                    .pollDelay(Duration.ZERO)
                    .pollInterval(POLL)
                    .until(() -> {
                        if (!process.isAlive()) {
                            throw new IllegalStateException("Redis has ended at its start: " + log());
                        }
                        return RedisCommands.answers(port);
                    });
        } catch (ConditionTimeoutException e) {
            throw new IllegalStateException("Redis doesn't answer: " + log(), e);
        }
    }

    /** Gives what the server has said since its last start. */
    String log() {
        try {
            return Files.readString(folder.file("redis.log").toPath());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Makes the server stand still: it is connected to and read from, but never answers. */
    void freeze() {
        signal("-STOP");
        frozen = true;
    }

    /** Lets a frozen server go on, with all that it was sent meanwhile. */
    void thaw() {
        signal("-CONT");
        frozen = false;
    }

    private void signal(String name) {
        try {
            Process kill =
                    new ProcessBuilder("kill", name, "" + pid()).inheritIO().start();
            if (kill.waitFor() != 0) {
                throw new IllegalStateException("kill " + name + " " + pid() + " has failed.");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Ends the server at once, frozen or not, as a power failure would. Returns when it has ended. */
    void kill() {
        end();
    }

    private void end() {
        Process running = process;
        if (running != null) {
            running.destroyForcibly().onExit().join();
        }
    }

    /**
     * Does a command over a connection of its own, as redis-cli would, and gives the answer as text: of several values
     * one a line, of none an empty text.
     */
    String cli(String... words) {
        return RedisCommands.answer(port, password(), words);
    }

    private String password() {
        int option = command.lastIndexOf("--requirepass");
        return option < 0 || command.get(option + 1).isEmpty() ? null : command.get(option + 1);
    }

    private void abandon() {
        end();
        folder.close();
    }

    /** Ends the server and removes its folder. Closing it again does nothing. */
    @Override
    public void close() {
        abandon();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The JVM ends, and the hook with it.
        }
    }

    @Override
    public String toString() {
        return "127.0.0.1:" + port;
    }
}
