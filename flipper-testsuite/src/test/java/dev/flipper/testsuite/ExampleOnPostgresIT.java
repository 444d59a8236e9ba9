package dev.flipper.testsuite;

import dev.flipper.FeatureFlagClient;
import java.io.IOException;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** The example, whose flags are in PostgreSQL. */
class ExampleOnPostgresIT extends ExampleOnServer {

    private static final SharedPostgres POSTGRES = SharedPostgres.start();

    @Deployment(testable = false)
    static WebArchive example() throws IOException {
        return example("flipper.jpa.datasource=" + TestServer.current().postgres());
    }

    @AfterAll
    static void stop() {
        POSTGRES.stop();
    }

    @Test
    void theExampleSharesItsFlagsWithOtherNodesAndFollowsSql() {
        try (FeatureFlagClient node = POSTGRES.node()) {
            assertIsFollowed(
                    node, () -> POSTGRES.replace("LOUD_HORSES", "\"is_enabled\": false", "\"is_enabled\": true"));
        }
    }
}
