package dev.flipper.store.redis;

import static redis.clients.jedis.Protocol.Command.ASKING;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import redis.clients.jedis.Connection;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.exceptions.JedisMovedDataException;
import redis.clients.jedis.exceptions.JedisRedirectionException;
import redis.clients.jedis.providers.ClusterConnectionProvider;
import redis.clients.jedis.util.JedisClusterCRC16;

/** The flags are on the masters of a cluster, each on the one that has the slot of its key. */
final class ClusterServers implements RedisServers {

    /** More than a slot that is moved again and again can need. */
    private static final int MOST_REDIRECTIONS = 5;

    /** As many as a message can bear. */
    private static final int MOST_NAMED = 5;

    private final ClusterNodes nodes;
    private final Supplier<? extends Collection<?>> named;
    private final Runnable onClose;

    /**
     * Takes what knows the cluster. Does no I/O.
     *
     * @param provider gives Jedis's view of the cluster; asked each time, and may fail
     * @param named gives the addresses of nodes for messages; does no I/O
     * @param longestWait how long a free connection is waited for
     * @param onClose gives up what belongs to these servers
     */
    ClusterServers(
            Supplier<ClusterConnectionProvider> provider,
            Supplier<? extends Collection<?>> named,
            Duration longestWait,
            Runnable onClose) {
        nodes = new ClusterNodes(provider, longestWait);
        this.named = named;
        this.onClose = onClose;
    }

    /** One of the ways to do something on a server. */
    private interface Way {

        <T> T use(RedisServer server, Function<Connection, T> work);
    }

    @Override
    public <T> T read(byte[] key, Function<Connection, T> work) {
        int slot = JedisClusterCRC16.getSlot(key);
        RedisServer owner = nodes.owner(slot);
        try {
            return follow(owner, RedisServer::read, work);
        } catch (JedisConnectionException e) {
            nodes.renew(owner);
            RedisServer successor = nodes.owner(slot);
            if (PooledServer.hasTimedOut(e) || successor.address().equals(owner.address())) {
                throw e;
            }
            return follow(successor, work, e);
        }
    }

    private <T> T follow(RedisServer successor, Function<Connection, T> work, JedisConnectionException first) {
        try {
            return follow(successor, RedisServer::read, work);
        } catch (JedisException e) {
            e.addSuppressed(first);
            throw e;
        }
    }

    @Override
    public <T> T write(byte[] key, Function<Connection, T> work) {
        RedisServer owner = nodes.owner(JedisClusterCRC16.getSlot(key));
        try {
            return follow(owner, RedisServer::run, work);
        } catch (JedisConnectionException e) {
            nodes.renew(owner);
            throw e;
        }
    }

    /** A server that sends on elsewhere has done nothing. */
    private <T> T follow(RedisServer first, Way way, Function<Connection, T> work) {
        RedisServer server = first;
        Function<Connection, T> step = work;
        for (int redirections = 0; ; redirections++) {
            try {
                return way.use(server, step);
            } catch (JedisConnectionException e) {
                // Jedis says what has happened, and not always where.
                throw new JedisConnectionException(server.address() + ": " + e.getMessage(), e);
            } catch (JedisRedirectionException e) {
                if (redirections == MOST_REDIRECTIONS) {
                    throw e;
                }
                boolean forGood = e instanceof JedisMovedDataException;
                if (forGood) {
                    nodes.renewBy(server);
                }
                server = nodes.at(e.getTargetNode());
                step = forGood ? work : asking(work);
            }
        }
    }

    /** The new server of a key whose slot is under way serves only those who say that they were sent there. */
    private static <T> Function<Connection, T> asking(Function<Connection, T> work) {
        return connection -> {
            connection.executeCommand(ASKING);
            return work.apply(connection);
        };
    }

    @Override
    public List<RedisServer> all() {
        return servers(nodes.masters());
    }

    private List<RedisServer> servers(Collection<HostAndPort> addresses) {
        return addresses.stream().map(nodes::at).toList();
    }

    /**
     * Looks at each master, and then at each once more if slots were or are on their way: a key that has moved from a
     * server before it was looked at to one that had been looked at already is found then, as it moves only once.
     */
    @Override
    public void visit(Consumer<RedisServer> visitor) {
        ClusterLayout before = ClusterLayout.of(all());
        servers(before.servers()).forEach(visitor);
        ClusterLayout after = ClusterLayout.of(all());
        after.checkIsWhole();
        if (!before.isSettled() || !before.isSameAs(after)) {
            servers(after.servers()).forEach(visitor);
        }
    }

    @Override
    public String where() {
        Collection<?> all = named.get();
        String more = all.size() > MOST_NAMED ? ", …" : "";
        return all.stream()
                .map(Object::toString)
                .sorted()
                .limit(MOST_NAMED)
                .collect(Collectors.joining(", ", "the cluster ", more));
    }

    @Override
    public void close() {
        onClose.run();
    }
}
