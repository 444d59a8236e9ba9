package dev.flipper.testsuite;

import dev.flipper.FeatureFlagClient;
import java.io.IOException;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** The example, whose flags are in a bucket of S3. */
class ExampleOnS3IT extends ExampleOnServer {

    private static final SharedS3 S3 = SharedS3.start();

    @Deployment(testable = false)
    static WebArchive example() throws IOException {
        return example(S3.settings());
    }

    @AfterAll
    static void stop() {
        S3.stop();
    }

    @Test
    void theExampleSharesItsFlagsWithOtherNodesAndFollowsOtherPrograms() {
        try (FeatureFlagClient node = S3.node()) {
            assertIsFollowed(node, () -> S3.replace("LOUD_HORSES", "\"is_enabled\": false", "\"is_enabled\": true"));
        }
    }
}
