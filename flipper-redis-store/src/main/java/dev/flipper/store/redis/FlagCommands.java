package dev.flipper.store.redis;

import static redis.clients.jedis.Protocol.Command.EVAL;
import static redis.clients.jedis.Protocol.Command.EXISTS;
import static redis.clients.jedis.Protocol.Command.GET;
import static redis.clients.jedis.Protocol.Command.SET;

import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Connection;

/** What is said to Redis of one flag. Each is one atomic step there. */
final class FlagCommands {

    /** The value is compared as bytes, so that it doesn't matter what others have put there. */
    private static final String REPLACE = """
            if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
            redis.call('SET', KEYS[1], ARGV[2])
            return 1""";

    /** What is no text is removed too. */
    private static final String REMOVE = """
            local text = redis.pcall('GET', KEYS[1])
            if redis.call('DEL', KEYS[1]) == 0 then return false end
            return type(text) == 'string' and text or ''""";

    private FlagCommands() {}

    static CommandArguments get(byte[] key) {
        return new CommandArguments(GET).add(key);
    }

    /** Gives what is stored under a key, or null. */
    static byte @Nullable [] get(Connection connection, byte[] key) {
        return (byte[]) connection.executeCommand(get(key));
    }

    /** Tells whether there is something under a key, whatever it is. */
    static boolean exists(Connection connection, byte[] key) {
        return isOne(connection.executeCommand(new CommandArguments(EXISTS).add(key)));
    }

    /** Stores a text, unless there is something under the key. */
    static boolean create(Connection connection, byte[] key, byte[] text) {
        return connection.executeCommand(
                        new CommandArguments(SET).add(key).add(text).add("NX"))
                != null;
    }

    /** Stores a text in the place of another one; false if this is not what is there. */
    static boolean replace(Connection connection, byte[] key, byte[] before, byte[] after) {
        return isOne(connection.executeCommand(script(REPLACE, key).add(before).add(after)));
    }

    /** Removes what is under a key, and gives it: nothing in it if it was no text, null if there was nothing. */
    static byte @Nullable [] remove(Connection connection, byte[] key) {
        return (byte[]) connection.executeCommand(script(REMOVE, key));
    }

    private static CommandArguments script(String script, byte[] key) {
        return new CommandArguments(EVAL).add(script).add(1).add(key);
    }

    private static boolean isOne(Object reply) {
        return ((Long) reply) == 1;
    }
}
