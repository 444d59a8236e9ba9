package dev.flipper.store.redis;

import static redis.clients.jedis.Protocol.Command.CLUSTER;

import java.util.List;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Connection;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.util.SafeEncoder;

/**
 * What a master of a cluster says in {@code CLUSTER NODES}: a line of fields for each node that it knows. Immutable.
 */
final class ClusterAccount {

    private static final int ID = 0;
    private static final int ADDRESS = 1;
    private static final int FLAGS = 2;
    private static final int EPOCH = 6;
    private static final int SLOTS = 8;

    private final HostAndPort master;
    private final List<List<String>> nodes;
    private final List<String> own;

    private ClusterAccount(HostAndPort master, String text) {
        this.master = master;
        nodes = text.lines().map(line -> List.of(line.split(" ", -1))).toList();
        own = nodes.stream()
                .filter(fields -> fields.get(FLAGS).contains("myself"))
                .findFirst()
                .orElseThrow();
    }

    static ClusterAccount of(RedisServer master) {
        return new ClusterAccount(HostAndPort.from(master.address()), master.read(ClusterAccount::text));
    }

    private static String text(Connection connection) {
        return SafeEncoder.encode((byte[]) connection.executeCommand(new CommandArguments(CLUSTER).add("NODES")));
    }

    HostAndPort master() {
        return master;
    }

    /** Its ranges of slots and, in brackets, each slot that it gives to somebody or gets. */
    private List<String> ranges() {
        return own.subList(Math.min(SLOTS, own.size()), own.size());
    }

    /** Tells whether it gives away slots or gets some. */
    boolean isMoving() {
        return ranges().stream().anyMatch(range -> range.startsWith("["));
    }

    /** Gives the number of its slots. */
    int slots() {
        return ranges().stream()
                .filter(range -> !range.startsWith("["))
                .mapToInt(ClusterAccount::size)
                .sum();
    }

    private static int size(String range) {
        int dash = range.indexOf('-');
        return dash < 0
                ? 1
                : 1 + Integer.parseInt(range.substring(dash + 1)) - Integer.parseInt(range.substring(0, dash));
    }

    /** Gives those to whom it gives slots away: they may have none yet, and keys all the same. */
    List<HostAndPort> receivers() {
        return ranges().stream()
                .filter(range -> range.startsWith("[") && range.contains("->-"))
                .map(range -> range.substring(range.indexOf("->-") + 3, range.length() - 1))
                .flatMap(id -> nodes.stream().filter(fields -> fields.get(ID).endsWith(id)))
                .map(this::address)
                .toList();
    }

    /** Gives the address by which clients know a node: its host's name if they know this one by name. */
    private HostAndPort address(List<String> fields) {
        String text = fields.get(ADDRESS);
        HostAndPort address = HostAndPort.from(text.substring(0, text.indexOf('@')));
        int name = text.indexOf(',') + 1;
        boolean byName = name > 0 && own.get(ADDRESS).endsWith("," + master.getHost());
        return byName ? new HostAndPort(text.substring(name), address.getPort()) : address;
    }

    /** Gives all that changes when slots move: one that goes and comes back leaves another epoch. */
    @Override
    public String toString() {
        return master + " " + own.get(EPOCH) + " " + String.join(" ", ranges());
    }
}
