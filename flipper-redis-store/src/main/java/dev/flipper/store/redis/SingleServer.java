package dev.flipper.store.redis;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Connection;

/** All flags are on one server, or on whichever is the master at the moment. */
final class SingleServer implements RedisServers {

    private final RedisServer server;
    private final Runnable onClose;

    /**
     * Takes the server.
     *
     * @param onClose gives up what belongs to the server
     */
    SingleServer(RedisServer server, Runnable onClose) {
        this.server = server;
        this.onClose = onClose;
    }

    @Override
    public <T extends @Nullable Object> T read(byte[] key, Function<Connection, T> work) {
        return server.read(work);
    }

    @Override
    public <T extends @Nullable Object> T write(byte[] key, Function<Connection, T> work) {
        return server.run(work);
    }

    @Override
    public List<RedisServer> all() {
        return List.of(server);
    }

    @Override
    public void visit(Consumer<RedisServer> visitor) {
        visitor.accept(server);
    }

    @Override
    public String where() {
        return server.address();
    }

    @Override
    public void close() {
        onClose.run();
    }
}
