package dev.flipper.store;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jetbrains.lincheck.datastructures.Operation;

/** A mirror whose readings of the store, of single flags or of all, come at any moment among own writes. */
public final class MirroredStoreLinearizabilityTest extends StoreOperations {

    /** Without an initializer, which would come after {@link #createStore}. */
    private Background background;

    @Override
    protected FeatureFlagStore createStore() {
        background = new Background();
        FeatureFlagStore mirror = MirroredFeatureFlagStore.builder(new MemoryFeatureFlagStore())
                .startTimeout(Duration.ZERO)
                .tasks(background)
                .build();
        background.runNext();
        return mirror;
    }

    /** As everywhere, no two of these at the same time. */
    @Operation(nonParallelGroup = "background")
    public void readInBackground() {
        background.runNext();
    }

    /** Tasks without their pauses. */
    private static final class Background implements BackgroundTasks {

        private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();

        @Override
        public Runnable schedule(Runnable task, Duration delay) {
            tasks.add(task);
            return () -> tasks.remove(task);
        }

        void runNext() {
            Runnable task = tasks.poll();
            if (task != null) {
                task.run();
            }
        }

        @Override
        public void close() {
            tasks.clear();
        }
    }
}
