package dev.flipper.store.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.flipper.store.FeatureFlagStore;
import dev.flipper.store.MemoryFeatureFlagStore;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 1, unit = TimeUnit.MINUTES)
class ContentionTest {

    /** Has flags of its own, so that those of the others are lost. */
    static final class LonelyProgram {

        private LonelyProgram() {}

        public static void main(String... arguments) throws IOException {
            try (FeatureFlagStore store = new MemoryFeatureFlagStore()) {
                store.create(CountedFlag.beginning());
                Contention.takePart(store);
            }
        }
    }

    /** Fails before it is ready. */
    static final class BrokenProgram {

        private BrokenProgram() {}

        public static void main(String... arguments) {
            throw new IllegalStateException("It cannot reach " + arguments[0]);
        }
    }

    @Test
    void threadsLoseNothingInMemory() throws Exception {
        try (FeatureFlagStore store = new MemoryFeatureFlagStore()) {
            assertThat(Contention.ofThreads(store)).isNotNegative();
        }
    }

    @Test
    void lostUpdatesOfProcessesAreSeen() {
        try (FeatureFlagStore store = new MemoryFeatureFlagStore()) {
            assertThatThrownBy(() -> Contention.ofProcesses(store, LonelyProgram.class))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("updates that are stored");
        }
    }

    @Test
    void aProgramThatFailsSaysWhy() {
        try (FeatureFlagStore store = new MemoryFeatureFlagStore()) {
            assertThatThrownBy(() -> Contention.ofProcesses(store, BrokenProgram.class, "the server"))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("It cannot reach the server");
        }
    }
}
