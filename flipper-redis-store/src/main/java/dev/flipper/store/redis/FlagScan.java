package dev.flipper.store.redis;

import static redis.clients.jedis.Protocol.Command.SCAN;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Connection;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisRedirectionException;
import redis.clients.jedis.params.ScanParams;
import redis.clients.jedis.resps.ScanResult;

/**
 * Passes over everything that is stored under the base key, in batches, so that the servers have time for others.
 * Thread-safe.
 */
final class FlagScan {

    private static final Logger LOGGER = System.getLogger(RedisFeatureFlagStore.class.getName());

    private static final byte[] START = ScanParams.SCAN_POINTER_START_BINARY;

    private final RedisServers servers;
    private final FlagKeys keys;
    private final int batchSize;
    private final AtomicBoolean oddKeyTold = new AtomicBoolean();

    FlagScan(RedisServers servers, FlagKeys keys, int batchSize) {
        this.servers = servers;
        this.keys = keys;
        this.batchSize = batchSize;
    }

    /** Is shown each entry once. */
    interface Visitor {

        /**
         * Called for an entry.
         *
         * @param document what is stored; null if it is of another type than text
         */
        void entry(String flag, byte @Nullable [] document);
    }

    /** Shows all entries, with no connection of the pool held meanwhile. */
    void forEach(Visitor visitor) {
        // Redis shows a key twice when its table has grown or shrunk meanwhile.
        Set<String> seen = new HashSet<>();
        servers.visit(server -> pass(server, seen, visitor));
    }

    /**
     * Over one connection from end to end: a cursor would lead a server that has begun anew, or has taken the place of
     * the first one, past keys that are there.
     */
    private void pass(RedisServer server, Set<String> seen, Visitor visitor) {
        try (Connection connection = server.connect()) {
            byte[] cursor = START;
            do {
                Batch batch = batch(connection, cursor);
                show(batch, seen, visitor);
                cursor = batch.keys.getCursorAsBytes();
            } while (!Arrays.equals(cursor, START));
        }
    }

    /** What Redis said of a part of the keys. */
    private record Batch(ScanResult<byte[]> keys, List<Object> replies) {}

    private Batch batch(Connection connection, byte[] cursor) {
        List<?> reply = (List<?>) connection.executeCommand(new CommandArguments(SCAN)
                .add(cursor)
                .add("MATCH")
                .add(keys.pattern())
                .add("COUNT")
                .add(batchSize));
        List<byte[]> found =
                ((List<?>) reply.get(1)).stream().map(byte[].class::cast).toList();
        // All of them in one go: the time on the way counts once.
        found.forEach(key -> connection.sendCommand(FlagCommands.get(key)));
        return new Batch(
                new ScanResult<>((byte[]) reply.get(0), found),
                found.isEmpty() ? List.of() : connection.getMany(found.size()));
    }

    private void show(Batch batch, Set<String> seen, Visitor visitor) {
        List<byte[]> found = batch.keys.getResult();
        for (int i = 0; i < found.size(); i++) {
            byte[] key = found.get(i);
            Object reply = batch.replies.get(i);
            String flag = flag(key);
            if (flag != null && reply != null && seen.add(flag)) {
                show(flag, reply instanceof JedisRedirectionException ? elsewhere(key) : reply, visitor);
            }
        }
    }

    private static void show(String flag, @Nullable Object reply, Visitor visitor) {
        if (reply instanceof JedisDataException refusal) {
            if (!isOtherType(refusal)) {
                throw refusal;
            }
            visitor.entry(flag, null);
        } else if (reply != null) {
            visitor.entry(flag, (byte[]) reply);
        }
    }

    private @Nullable String flag(byte[] key) {
        String flag = keys.flag(key);
        if (flag == null && !oddKeyTold.getAndSet(true)) {
            LOGGER.log(
                    Level.WARNING,
                    "Under the base key '" + keys + "' in Redis at " + servers.where()
                            + " there are keys that are not UTF-8, and so no flags: they are passed over");
        }
        return flag;
    }

    /** The key has just been moved to another server of the cluster. */
    private @Nullable Object elsewhere(byte[] key) {
        try {
            return servers.read(key, connection -> FlagCommands.get(connection, key));
        } catch (JedisDataException e) {
            return e;
        }
    }

    /** Tells whether there is something under a key, but no text. */
    static boolean isOtherType(JedisDataException refusal) {
        return refusal.getMessage() != null && refusal.getMessage().startsWith("WRONGTYPE");
    }
}
