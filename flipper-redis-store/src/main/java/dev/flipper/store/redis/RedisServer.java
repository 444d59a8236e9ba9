package dev.flipper.store.redis;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Connection;

/**
 * One server on which there are flags. Thread-safe. What fails is a
 * {@link redis.clients.jedis.exceptions.JedisException}.
 */
interface RedisServer {

    /** Gives host and port, for messages. */
    String address();

    /**
     * Does something, once, over one of the connections that are held ready. Waits for a free one, but not for ever.
     *
     * @param work leaves the connection as it was, with nothing left to read, or fails
     */
    <T extends @Nullable Object> T run(Function<Connection, T> work);

    /**
     * Reads something. The work is done again, over a fresh connection, if the one that was held ready turns out to be
     * dead.
     *
     * @param work as of {@link #run}
     */
    <T extends @Nullable Object> T read(Function<Connection, T> work);

    /** Opens a connection that is the caller's own. */
    Connection connect();
}
