package dev.flipper.guide;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flipper.FeatureFlagClient;
import dev.flipper.store.FeatureFlagStore;
import dev.flipper.store.MemoryFeatureFlagStore;
import dev.flipper.store.ReplicaStatus;
import dev.flipper.store.ReplicatedFeatureFlagStore;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The code of docs/stores.md about copies. */
class ReplicationTest {

    @Test
    void copies() {
        FeatureFlagStore primary = new MemoryFeatureFlagStore();
        FeatureFlagStore replica = new MemoryFeatureFlagStore();

        ReplicatedFeatureFlagStore store = ReplicatedFeatureFlagStore.builder(primary)
                .replica(replica)
                .queueCapacity(10_000)
                .closeTimeout(Duration.ofSeconds(5))
                .build();
        FeatureFlagClient features = FeatureFlagClient.open(store);

        store.resync(); // the replica may differ: copy all flags, remove what it has in excess
        features.create("IMPROVED_HORSE_SOUNDS", true);

        ReplicaStatus status = store.replicas().get(0);
        System.out.println(status.failingSince() == null ? "there" : "away: " + status.lastFailure());

        features.close();
        assertThat(replica.get("IMPROVED_HORSE_SOUNDS")).isNotNull();
    }
}
