package dev.flipper.guide;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flipper.FeatureFlagClient;
import dev.flipper.store.CachedFeatureFlagStore;
import dev.flipper.store.FeatureFlagStore;
import dev.flipper.store.MemoryFeatureFlagStore;
import dev.flipper.store.MirroredFeatureFlagStore;
import dev.flipper.store.StoreStatus;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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

    @TempDir
    Path dataFolder;

    @Test
    void aProcessThatStartsWithoutTheStoreHasTheSnapshot() {
        FeatureFlagStore shared = new MemoryFeatureFlagStore();
        FeatureFlagStore mirror = MirroredFeatureFlagStore.builder(shared)
                .snapshot(dataFolder.resolve("flags.snapshot"))
                .build();
        FeatureFlagClient features = FeatureFlagClient.open(mirror);
        features.create("IMPROVED_HORSE_SOUNDS", true);
        features.close();
        assertThat(dataFolder.resolve("flags.snapshot")).content().contains("IMPROVED_HORSE_SOUNDS");
    }

    @Test
    void status() {
        try (MirroredFeatureFlagStore mirror = new MirroredFeatureFlagStore(new MemoryFeatureFlagStore())) {
            StoreStatus status = mirror.status();
            if (status.state() == StoreStatus.State.STALE) {
                System.out.println(
                        "Flags are as of " + status.lastSynchronized() + ", stale since " + status.staleSince());
            }
            assertThat(status.state()).isEqualTo(StoreStatus.State.CONNECTED);
        }
    }
}
