package dev.flipper.store.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.flipper.store.MemoryFeatureFlagStore;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 1, unit = TimeUnit.MINUTES)
class CountingWritersTest {

    private static final class MemoryNode extends StoreNode<MemoryFeatureFlagStore> {

        MemoryNode(Local local) {
            super(new MemoryFeatureFlagStore(), local);
        }
    }

    @Test
    void whatIsStoredIsWhatWasAnswered() throws Exception {
        try (MemoryNode node = new MemoryNode(Local.NONE);
                CountingWriters writers = CountingWriters.begin(each -> each.front, List.of(node))) {
            writers.awaitMore(10);
            writers.assertAnswersWereTrue();
            assertThat(writers.threads()).isEqualTo(2);
            assertThat(writers.inDoubt()).isZero();
            assertThat(writers.failed()).isEmpty();
        }
    }

    @Test
    void aChangeThatIsLostIsSeen() throws Exception {
        try (MemoryNode node = new MemoryNode(Local.NONE);
                CountingWriters writers = CountingWriters.begin(each -> each.front, List.of(node))) {
            writers.awaitMore(10);
            node.store.update(CountedFlag.NAME, flag -> CountedFlag.beginning());

            assertThatThrownBy(writers::assertAnswersWereTrue).hasMessageContaining("changes that are stored");
        }
    }
}
