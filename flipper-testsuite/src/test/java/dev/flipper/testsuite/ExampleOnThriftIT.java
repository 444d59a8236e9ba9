package dev.flipper.testsuite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.flipper.FeatureFlag;
import dev.flipper.FeatureFlagClient;
import dev.flipper.store.MemoryFeatureFlagStore;
import dev.flipper.store.MirroredFeatureFlagStore;
import dev.flipper.store.thrift.ThriftFeatureFlagServer;
import dev.flipper.store.thrift.ThriftFeatureFlagStore;
import java.io.IOException;
import java.time.Duration;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The example as it is built, but for its settings: its flags are in a Thrift service, which the test offers. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class ExampleOnThriftIT {

    private static final ThriftFeatureFlagServer SERVICE = ThriftFeatureFlagServer.builder(new MemoryFeatureFlagStore())
            .port(0)
            .build()
            .start();

    @Deployment(testable = false)
    static WebArchive example() throws IOException {
        return SharedExample.with(
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
            assertThat(node.list())
                    .extracting(FeatureFlag::name)
                    .containsExactly("IMPROVED_HORSE_SOUNDS", "LOUD_HORSES");
            assertThat(SharedExample.sound(7)).isEqualTo("Neigh");

            node.enable("LOUD_HORSES");

            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(SharedExample.sound(2)).isEqualTo("NEIGH!"));
        }
    }
}
