package dev.flipper.store.jpa;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/**
 * A PostgreSQL server of a test, as processes of its own on the loopback interface. It keeps its data in a temporary
 * folder, as carelessly as it can, and ends with {@link #close} or the JVM.
 */
final class PostgresServer implements AutoCloseable {

    static final String SUPERUSER = "postgres";

    private static final Duration STARTS_WITHIN = Duration.ofSeconds(60);
    private static final Duration POLL = Duration.ofMillis(10);
    private static final int ATTEMPTS = 5;

    private final PostgresVersion version;
    private final NotAsRoot user = NotAsRoot.here();
    private final TestFolder folder = TestFolder.create();
    private final AtomicInteger databases = new AtomicInteger();
    private final Thread hook = new Thread(this::abandon, "postgresql-end");
    private int port;
    private volatile Process process;

    private PostgresServer(PostgresVersion version) {
        this.version = version;
        Runtime.getRuntime().addShutdownHook(hook);
        user.own(folder.path());
    }

    /** Starts a server of its own on a free port, and waits until it answers. */
    static PostgresServer start(PostgresVersion version) {
        // First, so that there is no server if it is missing.
        version.program("postgres");
        PostgresServer server = new PostgresServer(version);
        try {
            server.initialize();
            server.startOnFreePort();
            return server;
        } catch (RuntimeException e) {
            server.close();
            throw e;
        }
    }

    private void initialize() {
        Process initdb = run(
                folder.path().resolve("initdb.log"),
                version.program("initdb").toString(),
                "--pgdata=" + data(),
                "--username=" + SUPERUSER,
                "--auth=trust",
                "--encoding=UTF8",
                "--locale=C",
                "--no-sync");
        if (initdb.onExit().join().exitValue() != 0) {
            throw new IllegalStateException("initdb has failed: " + read("initdb.log"));
        }
    }

    /** Or on another one if somebody else was faster to take it. */
    private void startOnFreePort() {
        for (int attempt = 1; ; attempt++) {
            port = freePort();
            try {
                start();
                return;
            } catch (IllegalStateException e) {
                if (attempt == ATTEMPTS || !log().contains("Address already in use")) {
                    throw e;
                }
            }
        }
    }

    /** Below the ports that the system gives to outgoing connections, so that it is still free after a while. */
    private static int freePort() {
        RandomGenerator random = RandomGenerator.getDefault();
        return IntStream.generate(() -> random.nextInt(12_000, 32_000))
                .filter(PostgresServer::isFree)
                .limit(1)
                .sum();
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    int port() {
        return port;
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Gives the database that is there from the beginning. */
    PostgresDatabase database() {
        return new PostgresDatabase(this, "postgres");
    }

    /** Creates a database, with which a test is alone. */
    PostgresDatabase newDatabase() {
        String name = "test_" + databases.incrementAndGet();
        psql("CREATE DATABASE " + name);
        return new PostgresDatabase(this, name);
    }

    /** Executes SQL in {@link #database()}, and gives the answer as {@link PostgresDatabase#psql} does. */
    String psql(String sql) {
        return database().psql(sql);
    }

    /** Starts the server again on its port, with its data, after {@link #stop} or {@link #kill}. */
    void start() {
        if (process != null && process.isAlive()) {
            throw new IllegalStateException("It runs, as process " + pid() + ".");
        }
        process = run(
                folder.path().resolve("postgresql.log"),
                version.program("postgres").toString(),
                "-D",
                data().toString(),
                "-p",
                "" + port,
                "--listen-addresses=127.0.0.1",
                "--unix-socket-directories=",
                "--fsync=off",
                "--synchronous-commit=off",
                "--full-page-writes=off",
                "--shared-buffers=16MB",
                "--max-connections=100",
                "--log-timezone=UTC");
        awaitAnswer();
    }

    private Path data() {
        return folder.path().resolve("data");
    }

    private Process run(Path log, String... command) {
        try {
            return new ProcessBuilder(user.command(command))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.to(log.toFile()))
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
                    .until(this::answers);
        } catch (ConditionTimeoutException e) {
            throw new IllegalStateException("PostgreSQL doesn't answer: " + log(), e);
        }
    }

    private boolean answers() {
        if (!process.isAlive()) {
            throw new IllegalStateException("PostgreSQL has ended at its start: " + log());
        }
        try {
            database().dataSource().getConnection().close();
            return true;
        } catch (SQLException e) {
            return false;
        }
    }

    /** Gives what the server has said since its last start. */
    String log() {
        return read("postgresql.log");
    }

    private String read(String file) {
        try {
            return Files.readString(folder.path().resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Stops the server as an administrator would: connections are ended, data is kept. Returns when it has ended. */
    void stop() {
        signal("INT", Stream.of(process.toHandle()));
        process.onExit().join();
    }

    /** Ends the server at once, frozen or not, as a power failure would. Returns when it has ended. */
    void kill() {
        Process running = process;
        if (running != null) {
            List<ProcessHandle> backends = running.descendants().toList();
            running.destroyForcibly();
            backends.forEach(ProcessHandle::destroyForcibly);
            backends.stream().map(ProcessHandle::onExit).forEach(CompletableFuture::join);
            running.onExit().join();
        }
    }

    /** Makes the server stand still: it is connected to, but never answers. */
    void freeze() {
        // The one that makes the others first, so that none comes in between.
        signal("STOP", Stream.of(process.toHandle()));
        signal("STOP", process.descendants());
    }

    /** Lets a frozen server go on, with all that it was sent meanwhile. */
    void thaw() {
        signal("CONT", Stream.concat(process.descendants(), Stream.of(process.toHandle())));
    }

    /** By a shell, which has it built in: not every machine has the program. One that ended meanwhile is no failure. */
    private static void signal(String name, Stream<ProcessHandle> processes) {
        StringBuilder command = new StringBuilder();
        processes.forEach(handle -> command.append("kill -")
                .append(name)
                .append(' ')
                .append(handle.pid())
                .append("; "));
        try {
            new ProcessBuilder("sh", "-c", command + "true").start().onExit().join();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void abandon() {
        kill();
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
