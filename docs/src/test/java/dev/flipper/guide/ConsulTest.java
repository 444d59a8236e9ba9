package dev.flipper.guide;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flipper.FeatureFlagClient;
import dev.flipper.store.FeatureFlagStore;
import dev.flipper.store.MirroredFeatureFlagStore;
import dev.flipper.store.consul.ConsulFeatureFlagStore;
import dev.flipper.store.consul.ConsulFeatureFlagStoreProvider;
import dev.flipper.store.testing.consul.ConsulProcess;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The code and the settings of Consul in docs/stores.md. */
class ConsulTest extends StoreGuide {

    ConsulTest() {
        super(new ConsulFeatureFlagStoreProvider(), 1);
    }

    @Test
    void plainJava() throws Exception {
        try (ConsulProcess server = ConsulProcess.forgetful()) {
            URI address = server.uri();
            FeatureFlagStore consul = ConsulFeatureFlagStore.builder(address)
                    .baseKey("features")
                    .timeout(Duration.ofSeconds(1))
                    .build();
            FeatureFlagClient features = FeatureFlagClient.open(new MirroredFeatureFlagStore(consul));

            features.create("IMPROVED_HORSE_SOUNDS", true);
            assertThat(features.isEnabled("IMPROVED_HORSE_SOUNDS")).isTrue();
            features.close();
            assertThat(server.api().get("features/IMPROVED_HORSE_SOUNDS")).contains("\"is_enabled\": true");
        }
    }

    @Test
    void aDeploymentTellsAllWrongSettingsAtOnce() {
        assertThat(failure(Map.of(
                        "flipper.consul.uri", "http://me:hunter2@host",
                        "flipper.consul.base-key", "/features",
                        "flipper.consul.token", "hunter2 hunter3",
                        "flipper.consul.wait", "1h")))
                .contains("4 problems")
                .contains("flipper.consul.uri=http://me:***@host")
                .contains("there is no user in it: Consul wants a token")
                .contains("flipper.consul.base-key=/features")
                .contains("flipper.consul.token=***")
                .contains("flipper.consul.wait=1h")
                .doesNotContain("hunter");
    }

    @Test
    void aDeploymentTellsSettingsThatDoNotGoTogether() {
        assertThat(failure(Map.of(
                        "flipper.consul.tls.trust-store", "consul.p12",
                        "flipper.consul.tls.key-store-password", "hunter2")))
                .contains("consul.tls.trust-store is for an https:// address in consul.uri only;"
                        + " consul.tls.key-store-password is for an https:// address in consul.uri only")
                .doesNotContain("hunter");
    }
}
