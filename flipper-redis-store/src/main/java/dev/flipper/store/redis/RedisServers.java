package dev.flipper.store.redis;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Connection;

/**
 * The servers on which the flags are: one, or the masters of a cluster. Thread-safe. What fails is a
 * {@link redis.clients.jedis.exceptions.JedisException}.
 */
interface RedisServers extends AutoCloseable {

    /**
     * Reads something of a key, on the server that has it. The work is done again, on a fresh connection, if the one
     * that was held ready turns out to be dead.
     *
     * @param work does a single command: in a cluster, leave to ask for a key that is on its way holds for one
     */
    <T extends @Nullable Object> T read(byte[] key, Function<Connection, T> work);

    /**
     * Changes something of a key, on the server that has it. What may have been done is never done again: if the answer
     * is lost, that is the caller's to know. Done again only if the server has said that it has not done it, as one
     * that has given the key away.
     *
     * @param work as of {@link #read}
     */
    <T extends @Nullable Object> T write(byte[] key, Function<Connection, T> work);

    /** Gives the servers that have keys: masters. */
    List<RedisServer> all();

    /**
     * Looks at each server that has keys; at some again, if keys may have been moved from one to another meanwhile, so
     * that no key that was there all the time is missed.
     */
    void visit(Consumer<RedisServer> visitor);

    /** Says where they are, for messages: behind "Redis at". Does no I/O. */
    String where();

    @Override
    void close();
}
