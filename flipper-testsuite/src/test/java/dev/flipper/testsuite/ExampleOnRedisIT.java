package dev.flipper.testsuite;

import dev.flipper.FeatureFlagClient;
import java.io.IOException;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** The example, whose flags are in Redis. */
class ExampleOnRedisIT extends ExampleOnServer {

    private static final SharedRedis REDIS = SharedRedis.start();

    @Deployment(testable = false)
    static WebArchive example() throws IOException {
        return example(REDIS.settings());
    }

    @AfterAll
    static void stop() {
        REDIS.stop();
    }

    @Test
    void theExampleSharesItsFlagsWithOtherNodes() {
        try (FeatureFlagClient node = REDIS.node()) {
            assertIsFollowed(node, () -> node.enable("LOUD_HORSES"));
        }
    }
}
