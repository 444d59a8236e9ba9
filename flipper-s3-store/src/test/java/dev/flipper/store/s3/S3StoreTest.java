package dev.flipper.store.s3;

import dev.flipper.store.FeatureFlagStore;
import dev.flipper.store.testing.s3.S3Bucket;
import dev.flipper.store.testing.s3.S3MockProcess;
import dev.flipper.testkit.FeatureFlagStoreContract;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/** The contract over one server, which all tests of a class share, with a bucket for each. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class S3StoreTest extends FeatureFlagStoreContract {

    private S3MockProcess server;
    private S3Bucket bucket;

    @BeforeAll
    void startServer() {
        server = S3MockProcess.started();
    }

    @AfterAll
    void stopServer() {
        if (server != null) {
            server.close();
        }
    }

    @Override
    protected FeatureFlagStore createStore() {
        bucket = server.newBucket();
        return createSecondStore();
    }

    @Override
    protected FeatureFlagStore createSecondStore() {
        return Stores.builder(bucket)
                .pollInterval(Duration.ofMillis(20))
                .timeout(Duration.ofSeconds(20))
                .build();
    }

    @Override
    protected boolean putText(String name, String text) {
        bucket.put(name, text);
        return true;
    }
}
