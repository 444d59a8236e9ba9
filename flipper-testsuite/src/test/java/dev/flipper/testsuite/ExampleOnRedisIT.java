package dev.flipper.testsuite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.flipper.FeatureFlag;
import dev.flipper.FeatureFlagClient;
import java.io.IOException;
import java.time.Duration;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The example as it is built, but for its settings: its flags are in Redis. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class ExampleOnRedisIT {

    private static final SharedRedis REDIS = SharedRedis.start();

    @Deployment(testable = false)
    static WebArchive example() throws IOException {
        return SharedExample.with(REDIS.settings());
    }

    @AfterAll
    static void stop() {
        REDIS.stop();
    }

    @Test
    void theExampleSharesItsFlagsWithOtherNodes() {
        try (FeatureFlagClient node = REDIS.node()) {
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
