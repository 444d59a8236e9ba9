package dev.flipper.store.thrift;

import dev.flipper.store.FeatureFlagStore;
import dev.flipper.store.MemoryFeatureFlagStore;
import dev.flipper.testkit.FeatureFlagStoreContract;
import org.junit.jupiter.api.AfterEach;

/** The contract over a server of ours, of which each test has its own. */
abstract class ThriftStoreContract extends FeatureFlagStoreContract {

    ThriftFeatureFlagServer server;

    @Override
    protected FeatureFlagStore createStore() {
        server = server(ThriftFeatureFlagServer.builder(offered()).port(0)).start();
        return open();
    }

    @Override
    protected FeatureFlagStore createSecondStore() {
        return open();
    }

    @AfterEach
    void stopServer() {
        server.close();
    }

    /** What the server offers. */
    FeatureFlagStore offered() {
        return new MemoryFeatureFlagStore();
    }

    ThriftFeatureFlagServer server(ThriftFeatureFlagServerBuilder builder) {
        return builder.build();
    }

    private FeatureFlagStore open() {
        return store(ThriftFeatureFlagStore.builder("127.0.0.1", server.port()));
    }

    FeatureFlagStore store(ThriftFeatureFlagStoreBuilder builder) {
        return builder.build();
    }
}
