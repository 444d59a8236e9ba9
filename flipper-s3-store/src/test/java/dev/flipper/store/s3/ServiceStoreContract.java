package dev.flipper.store.s3;

import dev.flipper.store.FeatureFlagStore;
import dev.flipper.testkit.FeatureFlagStoreContract;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;

/**
 * The contract over a stand-in, which is many times faster than a server: for what is built on the store, which itself
 * is tested with one.
 */
abstract class ServiceStoreContract extends FeatureFlagStoreContract {

    private Service service;

    @AfterEach
    void stopService() {
        if (service != null) {
            service.close();
        }
    }

    @Override
    protected FeatureFlagStore createStore() {
        service = new Service();
        return createSecondStore();
    }

    @Override
    protected FeatureFlagStore createSecondStore() {
        return before(
                store(service.builder().pollInterval(Duration.ofMillis(20)).timeout(Duration.ofSeconds(20))));
    }

    /** Makes the store. */
    S3FeatureFlagStore store(S3FeatureFlagStoreBuilder builder) {
        return builder.build();
    }

    /** Puts a copy before the store, or nothing. */
    FeatureFlagStore before(S3FeatureFlagStore store) {
        return store;
    }

    @Override
    protected boolean putText(String name, String text) {
        service.put(name, text);
        return true;
    }
}
