package dev.flipper.store.redis;

import dev.flipper.store.FeatureFlagStore;
import java.time.Duration;

/** A server that cannot tell of changes in any way. */
class PolledStoreTest extends RedisStoreContract {

    PolledStoreTest() {
        super(RedisVersion.EMBEDDED, "--rename-command", "CLIENT", "");
    }

    @Override
    FeatureFlagStore store(RedisFeatureFlagStoreBuilder builder) {
        return super.store(builder.pollInterval(Duration.ofMillis(20)));
    }
}
