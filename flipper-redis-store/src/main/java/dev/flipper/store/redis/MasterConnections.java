package dev.flipper.store.redis;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Connection;
import redis.clients.jedis.ConnectionFactory;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.JedisSocketFactory;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisAccessControlException;
import redis.clients.jedis.exceptions.JedisConnectionException;

/**
 * Makes connections to a master only: a sentinel that has not heard of the new master yet names the old one, which may
 * be a replica by now.
 */
final class MasterConnections extends ConnectionFactory {

    MasterConnections(JedisSocketFactory sockets, JedisClientConfig config) {
        super(sockets, config);
    }

    @Override
    protected void initialize(Connection connection) {
        super.initialize(connection);
        String role;
        try {
            role = role(connection);
        } catch (RuntimeException e) {
            connection.disconnect();
            throw e;
        }
        if (role != null && !role.equals("master")) {
            connection.disconnect();
            throw new JedisConnectionException("The server that the sentinels take for the master is a "
                    + (role.equals("slave") ? "replica" : role) + ": they have not agreed yet");
        }
    }

    /** Gives null if we may not ask. */
    private static @Nullable String role(Connection connection) {
        try {
            List<?> answer = (List<?>) connection.executeCommand(Command.ROLE);
            return new String((byte[]) answer.get(0), StandardCharsets.UTF_8);
        } catch (JedisAccessControlException e) {
            return null;
        }
    }
}
