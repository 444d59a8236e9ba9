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

/** The example as it is built, but for its settings: its flags are in PostgreSQL. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class ExampleOnPostgresIT {

    private static final SharedPostgres POSTGRES = SharedPostgres.start();

    @Deployment(testable = false)
    static WebArchive example() throws IOException {
        return SharedExample.with(
                "flipper.jpa.datasource=" + TestServer.current().postgres());
    }

    @AfterAll
    static void stop() {
        POSTGRES.stop();
    }

    @Test
    void theExampleSharesItsFlagsWithOtherNodesAndFollowsSql() {
        try (FeatureFlagClient node = POSTGRES.node()) {
            assertThat(node.list())
                    .extracting(FeatureFlag::name)
                    .containsExactly("IMPROVED_HORSE_SOUNDS", "LOUD_HORSES");
            assertThat(SharedExample.sound(7)).isEqualTo("Neigh");

            POSTGRES.replace("LOUD_HORSES", "\"is_enabled\": false", "\"is_enabled\": true");

            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(SharedExample.sound(2)).isEqualTo("NEIGH!"));
        }
    }
}
