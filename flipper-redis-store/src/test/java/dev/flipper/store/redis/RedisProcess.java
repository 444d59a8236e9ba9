package dev.flipper.store.redis;

import dev.flipper.store.testing.FreePorts;
import dev.flipper.store.testing.ServerProcess;
import dev.flipper.store.testing.TestFolder;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import redis.clients.jedis.HostAndPort;

/**
 * A Redis server of a test. It keeps nothing on disk: one that is started again after it was killed has forgotten all
 * keys.
 */
final class RedisProcess extends ServerProcess {

    /** The distance from a cluster node's port to that of its bus. */
    private static final int BUS = 10_000;

    private final BiFunction<TestFolder, Integer, List<String>> command;

    private RedisProcess(BiFunction<TestFolder, Integer, List<String>> command) {
        super("Redis", TestFolder.create("redis"));
        this.command = command;
    }

    /**
     * Starts a server and waits until it answers.
     *
     * @param arguments for its command line, behind ours, which they overrule: {@code "--maxmemory", "2mb"}
     */
    static RedisProcess start(RedisVersion version, String... arguments) {
        String program = version.program().toString();
        return started((folder, port) -> {
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
        return started((folder, port) -> {
            List<String> lines = new ArrayList<>(List.of("port " + port, "bind 127.0.0.1", "dir " + folder));
            lines.addAll(configuration);
            return List.of(program, folder.write("sentinel.conf", lines).toString(), "--sentinel");
        });
    }

    private static RedisProcess started(BiFunction<TestFolder, Integer, List<String>> command) {
        RedisProcess server = new RedisProcess(command);
        server.startOnFreePort();
        return server;
    }

    @Override
    protected List<String> command(int port) {
        return command.apply(folder(), port);
    }

    @Override
    protected int freePort() {
        return FreePorts.nextWithAnother(BUS);
    }

    @Override
    protected boolean answers() {
        return RedisCommands.answers(port());
    }

    HostAndPort address() {
        return new HostAndPort("127.0.0.1", port());
    }

    URI uri() {
        return URI.create("redis://" + this);
    }

    /**
     * Does a command over a connection of its own, as redis-cli would, and gives the answer as text: of several values
     * one a line, of none an empty text.
     */
    String cli(String... words) {
        return RedisCommands.answer(port(), password(), words);
    }

    private String password() {
        List<String> words = command();
        int option = words.lastIndexOf("--requirepass");
        return option < 0 || words.get(option + 1).isEmpty() ? null : words.get(option + 1);
    }
}
