package dev.flipper.testsuite;

import dev.flipper.FeatureFlagClient;
import dev.flipper.store.MemoryFeatureFlagStore;
import dev.flipper.store.MirroredFeatureFlagStore;
import dev.flipper.store.thrift.ThriftFeatureFlagServer;
import dev.flipper.store.thrift.ThriftFeatureFlagStore;
import java.io.IOException;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** The example as it is built, but for its settings: its flags are in a Thrift service, which the test offers. */
class ExampleOnThriftIT extends ExampleOnServer {

    private static final ThriftFeatureFlagServer SERVICE = ThriftFeatureFlagServer.builder(new MemoryFeatureFlagStore())
            .port(0)
            .build()
            .start();

    @Deployment(testable = false)
    static WebArchive example() throws IOException {
        return example(
                "flipper.store=thrift", "flipper.thrift.host=127.0.0.1", "flipper.thrift.port=" + SERVICE.port());
    }

    @AfterAll
    static void stop() {
        SERVICE.close();
    }

    @Test
    void theExampleSharesItsFlagsWithOtherNodes() {
        try (FeatureFlagClient node = FeatureFlagClient.open(
                new MirroredFeatureFlagStore(new ThriftFeatureFlagStore("127.0.0.1", SERVICE.port())))) {
            assertIsFollowed(node, () -> node.enable("LOUD_HORSES"));
        }
    }
}
