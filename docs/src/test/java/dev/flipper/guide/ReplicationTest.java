package dev.flipper.guide;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flipper.FeatureFlagClient;
import dev.flipper.store.FeatureFlagStore;
import dev.flipper.store.FlagCopy;
import dev.flipper.store.FlagCopyResult;
import dev.flipper.store.FlagDefinition;
import dev.flipper.store.MemoryFeatureFlagStore;
import dev.flipper.store.ReplicaStatus;
import dev.flipper.store.ReplicatedFeatureFlagStore;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The code of docs/stores.md about copies, and about bringing them back. */
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

    @Test
    void restore() {
        FeatureFlagStore primary = new MemoryFeatureFlagStore();
        FeatureFlagStore replica = new MemoryFeatureFlagStore();
        replica.create(FlagDefinition.of("IMPROVED_HORSE_SOUNDS", true, Instant.EPOCH, Map.of()));
        FeatureFlagStore store = new ReplicatedFeatureFlagStore(primary, replica);

        FlagCopyResult result = FlagCopy.missing(replica, store); // what the primary still has stays as it is
        System.out.println(result.created() + " flags are back, " + result.kept() + " were there");

        assertThat(primary.get("IMPROVED_HORSE_SOUNDS")).isEqualTo(replica.get("IMPROVED_HORSE_SOUNDS"));
        assertThat(FlagCopy.all(replica, store).kept()).isEqualTo(1);
        store.close();
    }
}
