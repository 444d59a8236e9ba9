package dev.flipper.guide;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flipper.FeatureFlagClient;
import dev.flipper.store.FeatureFlagStore;
import dev.flipper.store.MemoryFeatureFlagStore;
import dev.flipper.store.MirroredFeatureFlagStore;
import dev.flipper.store.testing.FreePorts;
import dev.flipper.store.thrift.ThriftFeatureFlagServer;
import dev.flipper.store.thrift.ThriftFeatureFlagStore;
import dev.flipper.store.thrift.ThriftFeatureFlagStoreProvider;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The code and the settings of the Thrift service in docs/stores.md. */
class ThriftTest extends StoreGuide {

    ThriftTest() {
        super(new ThriftFeatureFlagStoreProvider(), 1);
    }

    @Test
    void plainJava() {
        int port = FreePorts.next();
        FeatureFlagStore store = new MemoryFeatureFlagStore();

        FeatureFlagStore mirror = new MirroredFeatureFlagStore(store);
        ThriftFeatureFlagServer server =
                ThriftFeatureFlagServer.builder(mirror).port(port).build().start();

        FeatureFlagStore service = ThriftFeatureFlagStore.builder("localhost", port)
                .timeout(Duration.ofSeconds(5))
                .build();
        FeatureFlagClient features = FeatureFlagClient.open(new MirroredFeatureFlagStore(service));

        features.create("IMPROVED_HORSE_SOUNDS", true);
        assertThat(features.isEnabled("IMPROVED_HORSE_SOUNDS")).isTrue();
        assertThat(store.get("IMPROVED_HORSE_SOUNDS")).isNotNull();
        features.close();
        server.close();
        mirror.close();
    }

    @Test
    void aDeploymentTellsAllWrongSettingsAtOnce() {
        assertThat(failure(Map.of(
                        "flipper.thrift.host", "flags.example.org:9090",
                        "flipper.thrift.port", "0",
                        "flipper.thrift.timeout", "2")))
                .contains("3 problems")
                .contains("flipper.thrift.host=flags.example.org:9090")
                .contains("it has to be the name or the IP address of a host, without a port")
                .contains("flipper.thrift.port=0")
                .contains("flipper.thrift.timeout=2");
        assertThat(failure(Map.of())).contains("flipper.thrift.host");
    }
}
