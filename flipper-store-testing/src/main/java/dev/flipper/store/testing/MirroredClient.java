package dev.flipper.store.testing;

import dev.flipper.FeatureFlagClient;
import dev.flipper.store.FeatureFlagStore;
import dev.flipper.store.MirroredFeatureFlagStore;
import java.time.Duration;

/** The client of measurements, which have as much time to begin as they need. */
final class MirroredClient {

    private static final Duration START_TIMEOUT = Duration.ofMinutes(1);

    private MirroredClient() {}

    static FeatureFlagClient of(FeatureFlagStore store) {
        return FeatureFlagClient.open(MirroredFeatureFlagStore.builder(store)
                .startTimeout(START_TIMEOUT)
                .build());
    }
}
