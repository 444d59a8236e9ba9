package dev.flipper.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flipper.StoreException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The flags that a mirror begins with are no changes to whoever opens a client on it. */
class MirrorFirstReadingTest {

    private final RemoteStore remote = new RemoteStore();
    private final ManualTasks tasks = new ManualTasks();
    private final MirrorHealth health = new MirrorHealth("Store", Duration.ofSeconds(60), tasks, () -> -1L);

    private boolean isAwaited() throws InterruptedException {
        return !health.awaitFirstReading(Duration.ZERO);
    }

    @Test
    void nobodyGoesOnBeforeWhatWasReadHasBeenTold() throws InterruptedException {
        remote.set("a", 1);
        List<Boolean> awaited = new ArrayList<>();
        new MirrorSynchronizer(
                        remote, new LocalCopy(() -> new StoreException("not read yet", null)), tasks, health, told -> {
                            try {
                                awaited.add(isAwaited());
                            } catch (InterruptedException e) {
                                throw new IllegalStateException(e);
                            }
                        })
                .start();
        tasks.runDue();
        assertThat(awaited.get(0)).isTrue();
        assertThat(isAwaited()).isFalse();
    }
}
