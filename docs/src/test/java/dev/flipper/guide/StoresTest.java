package dev.flipper.guide;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flipper.FeatureFlagClient;
import dev.flipper.store.CachedFeatureFlagStore;
import dev.flipper.store.FeatureFlagStore;
import dev.flipper.store.MemoryFeatureFlagStore;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The code of docs/stores.md. */
class StoresTest {

    @Test
    void cache() {
        FeatureFlagStore store = new MemoryFeatureFlagStore();

        FeatureFlagStore cached = CachedFeatureFlagStore.builder(store)
                .maximumSize(10_000)
                .timeToLive(Duration.ofMinutes(15))
                .build();
        FeatureFlagClient features = FeatureFlagClient.open(cached);

        assertThat(features.isEnabled("IMPROVED_HORSE_SOUNDS")).isFalse();
        features.create("IMPROVED_HORSE_SOUNDS", true);
        assertThat(features.isEnabled("IMPROVED_HORSE_SOUNDS")).isTrue();
        features.close();
    }
}
