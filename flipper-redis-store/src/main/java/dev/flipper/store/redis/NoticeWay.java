package dev.flipper.store.redis;

import static redis.clients.jedis.Protocol.Command.CLIENT;
import static redis.clients.jedis.Protocol.Command.CONFIG;
import static redis.clients.jedis.Protocol.Command.HELLO;

import java.util.List;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Connection;
import redis.clients.jedis.JedisPubSub;
import redis.clients.jedis.RedisProtocol;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.util.SafeEncoder;

/** The ways in which a server can tell which keys change, whoever changes them; the best one first. */
enum NoticeWay {

    /** Server-assisted invalidation, made for clients that cache, in its broadcasting mode: all keys with a prefix. */
    TRACKING {
        @Override
        void prepare(Connection connection, FlagKeys keys) {
            connection.executeCommand(new CommandArguments(CLIENT)
                    .add("TRACKING")
                    .add("ON")
                    .add("REDIRECT")
                    .add((long) connection.executeCommand(new CommandArguments(CLIENT).add("ID")))
                    .add("BCAST")
                    .add("PREFIX")
                    .add(keys.prefix()));
        }

        @Override
        void listen(JedisPubSub subscriber, Connection connection, FlagKeys keys) {
            subscriber.proceed(connection, INVALIDATIONS);
        }

        @Override
        void listenAgain(JedisPubSub subscriber, FlagKeys keys) {
            subscriber.subscribe(INVALIDATIONS);
        }
    },

    /**
     * Keyspace notifications, if the server is configured to send them. That all keys are removed is not among them.
     */
    KEYSPACE_NOTIFICATIONS {
        @Override
        void prepare(Connection connection, FlagKeys keys) {
            String events = configuredEvents(connection);
            if (events != null && !(events.contains("K") && (events.contains("A") || events.contains("$")))) {
                throw new JedisDataException("ERR notify-keyspace-events is \"" + events + "\"");
            }
        }

        @Override
        void listen(JedisPubSub subscriber, Connection connection, FlagKeys keys) {
            subscriber.proceedWithPatterns(connection, KEYSPACE + keys.pattern());
        }

        @Override
        void listenAgain(JedisPubSub subscriber, FlagKeys keys) {
            subscriber.psubscribe(KEYSPACE + keys.pattern());
        }
    };

    private static final String INVALIDATIONS = "__redis__:invalidate";

    /** Of all databases: a change in another one is a change too many, and does no harm. */
    private static final String KEYSPACE = "__keyspace@*__:";

    /** Opens a connection on which {@link #listen} can begin. */
    Connection connect(RedisServer server, FlagKeys keys) {
        Connection connection = opened(server);
        try {
            if (connection.getRedisProtocol() == RedisProtocol.RESP3) {
                // Jedis reads what is published in the older protocol only.
                connection.executeCommand(new CommandArguments(HELLO).add(2));
            }
            prepare(connection, keys);
            return connection;
        } catch (Throwable e) {
            connection.close();
            throw e;
        }
    }

    /** A server that refuses a connection, because it has too many for one, does not refuse a way. */
    private static Connection opened(RedisServer server) {
        try {
            return server.connect();
        } catch (JedisDataException e) {
            throw new JedisConnectionException(e.getMessage(), e);
        }
    }

    abstract void prepare(Connection connection, FlagKeys keys);

    /** Hands what the server tells to a subscriber, until the connection ends. */
    abstract void listen(JedisPubSub subscriber, Connection connection, FlagKeys keys);

    /**
     * Subscribes once more, which changes nothing, but makes the server answer. A ping would leave a trace in Jedis.
     */
    abstract void listenAgain(JedisPubSub subscriber, FlagKeys keys);

    /** Gives the key in the name of a channel of keyspace notifications. */
    static String keyOf(String channel) {
        return channel.substring(channel.indexOf("__:") + 3);
    }

    /** Tells whether a server refuses a way, for as long as nobody configures it otherwise. */
    static boolean isRefused(JedisDataException failure) {
        String message = String.valueOf(failure.getMessage());
        return message.startsWith("ERR") || message.startsWith("NOPERM");
    }

    /** Gives null if the server does not tell, as many that are rented do not. */
    private static @Nullable String configuredEvents(Connection connection) {
        try {
            List<?> reply = (List<?>) connection.executeCommand(
                    new CommandArguments(CONFIG).add("GET").add("notify-keyspace-events"));
            return reply.size() < 2 ? null : SafeEncoder.encode((byte[]) reply.get(1));
        } catch (JedisDataException e) {
            return null;
        }
    }
}
