package dev.flipper.store.redis;

import dev.flipper.store.FeatureFlagStore;
import dev.flipper.testkit.FeatureFlagStoreContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import redis.clients.jedis.RedisClient;

/** The contract over one server, which all tests of a class share. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class RedisStoreContract extends FeatureFlagStoreContract {

    private final RedisVersion version;
    private final String[] arguments;
    RedisProcess server;
    private RedisClient client;
    private RedisClient otherClient;

    RedisStoreContract(RedisVersion version, String... arguments) {
        this.version = version;
        this.arguments = arguments;
    }

    @BeforeAll
    void startServer() {
        server = RedisProcess.start(version, arguments);
        client = RedisClient.create(server.uri());
        otherClient = RedisClient.create(server.uri());
    }

    @AfterAll
    void stopServer() {
        if (server != null) {
            client.close();
            otherClient.close();
            server.close();
        }
    }

    @Override
    protected FeatureFlagStore createStore() {
        client.flushAll();
        return store(RedisFeatureFlagStore.builder(client));
    }

    @Override
    protected FeatureFlagStore createSecondStore() {
        return store(RedisFeatureFlagStore.builder(otherClient));
    }

    /** Less at a time than there are flags, so that several batches are read. */
    FeatureFlagStore store(RedisFeatureFlagStoreBuilder builder) {
        return builder.scanBatchSize(20).build();
    }

    @Override
    protected boolean putText(String name, String text) {
        client.set("features/" + name, text);
        return true;
    }
}
