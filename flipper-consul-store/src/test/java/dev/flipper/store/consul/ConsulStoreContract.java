package dev.flipper.store.consul;

import dev.flipper.json.Json;
import dev.flipper.store.FeatureFlagStore;
import dev.flipper.store.testing.consul.ConsulProcess;
import dev.flipper.testkit.FeatureFlagStoreContract;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/** The contract over one server, which all tests of a class share. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ConsulStoreContract extends FeatureFlagStoreContract {

    private ConsulProcess server;

    @BeforeAll
    void startServer() {
        server = ConsulProcess.forgetful();
    }

    @AfterAll
    void stopServer() {
        if (server != null) {
            server.close();
        }
    }

    @Override
    protected FeatureFlagStore createStore() {
        server.api().deleteAll();
        return before(new ConsulFeatureFlagStore(server.uri()));
    }

    @Override
    protected FeatureFlagStore createSecondStore() {
        return before(new ConsulFeatureFlagStore(server.uri()));
    }

    /** Puts a copy before the store, or nothing. */
    FeatureFlagStore before(ConsulFeatureFlagStore store) {
        return store;
    }

    /** By a transaction, which takes all names. */
    @Override
    protected boolean putText(String name, String text) {
        String value = Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
        String change =
                Json.write(List.of(Map.of("KV", Map.of("Verb", "set", "Key", "features/" + name, "Value", value))));
        server.api().send("PUT", "/v1/txn", change.getBytes(StandardCharsets.UTF_8));
        return true;
    }
}
