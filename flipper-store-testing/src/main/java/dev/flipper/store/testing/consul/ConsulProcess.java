package dev.flipper.store.testing.consul;

import dev.flipper.store.testing.FreePorts;
import dev.flipper.store.testing.ServerProcess;
import dev.flipper.store.testing.TestFolder;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/**
 * A Consul server of a test, alone in its cluster. Where there is none to run, the test that wants one is skipped, or
 * fails if it is the CI's.
 */
public final class ConsulProcess extends ServerProcess {

    /** The token that may do everything, where there are rights at all. */
    public static final String ROOT = "6d2f0b1c-0000-4000-8000-000000000000";

    private static final String RIGHTS =
            "acl { enabled = true  default_policy = \"deny\"  tokens { master = \"" + ROOT + "\" } }";

    private final Kind kind;
    private final List<String> more;

    private enum Kind {
        FORGETFUL,
        KEEPING,
        LEADERLESS
    }

    private ConsulProcess(Kind kind, List<String> more) {
        super("Consul", TestFolder.create("consul"));
        this.kind = kind;
        this.more = more;
    }

    private static ConsulProcess started(Kind kind, String... arguments) {
        ConsulProgram.path();
        ConsulProcess server = new ConsulProcess(kind, List.of(arguments));
        server.startOnFreePort();
        return server;
    }

    /**
     * Starts a server that has no data when it is started again, and waits until it answers.
     *
     * @param arguments for its command line, behind ours
     * @return the server
     */
    public static ConsulProcess forgetful(String... arguments) {
        return started(Kind.FORGETFUL, arguments);
    }

    /**
     * Starts a server that keeps its data, and waits until it answers.
     *
     * @param arguments for its command line, behind ours
     * @return the server
     */
    public static ConsulProcess keeping(String... arguments) {
        return started(Kind.KEEPING, arguments);
    }

    /**
     * Starts a server that waits for another one, without which it has no leader.
     *
     * @return the server
     */
    public static ConsulProcess leaderless() {
        return started(Kind.LEADERLESS);
    }

    /**
     * Starts a server that does nothing for those without a token that allows it.
     *
     * @return the server
     */
    public static ConsulProcess withRights() {
        return forgetful("-hcl", RIGHTS);
    }

    @Override
    protected List<String> command(int port) {
        List<String> command = new ArrayList<>(List.of(ConsulProgram.path().toString(), "agent"));
        command.addAll(kindOfServer());
        command.addAll(List.of("-node", "test", "-bind", "127.0.0.1", "-client", "127.0.0.1"));
        command.addAll(List.of("-http-port", "" + port, "-dns-port", "-1", "-serf-wan-port", "-1"));
        command.addAll(List.of("-server-port", "" + FreePorts.next(), "-serf-lan-port", "" + FreePorts.next()));
        command.addAll(List.of("-hcl", "performance { raft_multiplier = 1 }", "-hcl", "ports { grpc = -1 }"));
        command.addAll(more);
        return command;
    }

    private List<String> kindOfServer() {
        if (kind == Kind.FORGETFUL) {
            return List.of("-dev");
        }
        String servers = kind == Kind.LEADERLESS ? "2" : "1";
        return List.of("-server", "-bootstrap-expect", servers, "-data-dir", folder().toString());
    }

    /** Not before it has a leader, if it ever has, and the leader everything that is stored. */
    @Override
    protected boolean answers() {
        return kind == Kind.LEADERLESS ? api().isThere() : api().isReady();
    }

    /**
     * Gives the address of the HTTP API.
     *
     * @return the address, with a port and without a path
     */
    public URI uri() {
        return URI.create("http://" + this);
    }

    /**
     * Gives what other programs do with the server, and administrators.
     *
     * @return the HTTP API
     */
    public ConsulApi api() {
        return new ConsulApi(uri());
    }
}
