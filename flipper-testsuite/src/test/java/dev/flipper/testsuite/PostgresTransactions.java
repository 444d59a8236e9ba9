package dev.flipper.testsuite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.flipper.FeatureFlagClient;
import dev.flipper.store.FlagDefinition;
import dev.flipper.store.MirroredFeatureFlagStore;
import dev.flipper.store.jpa.JpaFeatureFlagStore;
import dev.flipper.store.jpa.JpaFeatureFlagStoreBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

/** The same on PostgreSQL, which tells other nodes of changes. */
abstract class PostgresTransactions extends DatabaseTransactions {

    private FeatureFlagClient node() {
        return node(JpaFeatureFlagStore.builder(stable.database()));
    }

    /** Hears of changes from nobody but PostgreSQL. */
    static FeatureFlagClient node(JpaFeatureFlagStoreBuilder store) {
        return FeatureFlagClient.open(MirroredFeatureFlagStore.builder(
                        store.pollInterval(Duration.ofHours(1)).build())
                .startTimeout(Duration.ofMinutes(1))
                .build());
    }

    /** Returns when the node has heard of all that was committed before. */
    private void awaitNews(FeatureFlagClient node) {
        String news = "NEWS-" + UUID.randomUUID();
        own.create(FlagDefinition.of(news, true, Instant.EPOCH, Map.of()));
        eventually(() -> node.isEnabled(news));
    }

    static void eventually(Callable<Boolean> condition) {
        await().atMost(Duration.ofMinutes(1)).until(condition);
    }

    @Test
    void anotherNodeSeesNothingBeforeTheCommitAndTheChangeAfterIt() throws Exception {
        own.create(flag());
        try (FeatureFlagClient node = node()) {
            stable.committing(() -> {
                joining.update(flag, DatabaseTransactions::enabled);
                awaitNews(node);
                assertThat(node.exists(flag)).isTrue();
                assertThat(node.isEnabled(flag)).isFalse();
                return null;
            });
            eventually(() -> node.isEnabled(flag));
        }
    }

    @Test
    void anotherNodeSeesNothingOfWhatIsRolledBack() throws Exception {
        try (FeatureFlagClient node = node()) {
            stable.rollingBack(() -> joining.create(enabled(flag())));
            awaitNews(node);
            assertThat(node.list()).noneMatch(known -> known.name().equals(flag));
        }
    }
}
