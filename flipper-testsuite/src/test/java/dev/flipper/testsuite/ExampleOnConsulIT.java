package dev.flipper.testsuite;

import dev.flipper.FeatureFlagClient;
import java.io.IOException;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** The example, whose flags are in Consul. */
class ExampleOnConsulIT extends ExampleOnServer {

    private static final SharedConsul CONSUL = SharedConsul.start();

    @Deployment(testable = false)
    static WebArchive example() throws IOException {
        return example(CONSUL.settings());
    }

    @AfterAll
    static void stop() {
        CONSUL.stop();
    }

    @Test
    void theExampleSharesItsFlagsWithOtherNodesAndFollowsOtherPrograms() {
        try (FeatureFlagClient node = CONSUL.node()) {
            assertIsFollowed(
                    node, () -> CONSUL.replace("LOUD_HORSES", "\"is_enabled\": false", "\"is_enabled\": true"));
        }
    }
}
