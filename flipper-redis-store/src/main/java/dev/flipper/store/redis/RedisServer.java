package dev.flipper.store.redis;

import java.util.function.Function;
import redis.clients.jedis.Connection;

/**
 * One server on which there are flags. Thread-safe. What fails is a
 * {@link redis.clients.jedis.exceptions.JedisException}.
 */
interface RedisServer {

    /** Gives host and port, for messages. */
    String address();

    /**
     * Does something over one of the connections that are held ready. Waits for a free one, but not for ever.
     *
     * @param work leaves the connection as it was, with nothing left to read, or fails
     */
    <T> T run(Function<Connection, T> work);

    /** Opens a connection that is the caller's own, to be closed by {@link Connection#disconnect}. */
    Connection connect();
}
